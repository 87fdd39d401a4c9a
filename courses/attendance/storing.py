"""Where images of signatures and of paper sheets are kept: each under a name drawn by chance."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from courses.storing import storage_named, survive_a_power_cut


def attendance_storage() -> Storage:
    """The storage called `attendance`, or the default one. Not a folder that the web serves."""
    return storage_named("attendance")


@contextmanager
def stored(image: bytes, ending: str) -> Iterator[str]:
    """The name under which an image is kept; empty for none, and taken back when the act fails."""
    if not image:
        yield ""
        return
    storage = attendance_storage()
    token = uuid4().hex
    name = storage.save(f"attendance/{token[:2]}/{token}.{ending}", ContentFile(image))
    try:
        survive_a_power_cut(storage, name)
        yield name
    except BaseException:
        _delete(storage, name)
        raise


def read(name: str) -> bytes:
    with attendance_storage().open(name) as file:
        return file.read()  # type: ignore[no-any-return]


def sha256_of(image: bytes) -> str:
    return hashlib.sha256(image).hexdigest() if image else ""


def delete_after_commit(names: Iterable[str]) -> None:
    """The bytes go once their row is blank for good, not with a transaction undone."""
    storage = attendance_storage()
    for name in filter(None, names):
        transaction.on_commit(partial(_delete, storage, name), robust=True)


def _delete(storage: Storage, name: str) -> None:
    with suppress(FileNotFoundError):
        storage.delete(name)
