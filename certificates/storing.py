"""Where documents are kept: a file named by the SHA-256 of its bytes, in the site's storage."""

import hashlib
import os
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import (
    FileSystemStorage,
    InvalidStorageError,
    Storage,
    storages,
)


def document_storage() -> Storage:
    """The storage called `certificates`, or the default one."""
    try:
        return storages["certificates"]
    except InvalidStorageError:
        return storages["default"]


def name_of(pdf: bytes) -> str:
    sha256 = hashlib.sha256(pdf).hexdigest()
    return f"certificates/{sha256[:2]}/{sha256}.pdf"


def store(pdf: bytes) -> tuple[str, str]:
    """Keep a document; its name and SHA-256. Safe to run twice, or twice at once.

    OSError when what is kept is not what was given: a full disk leaves half a file behind.
    """
    name, storage = name_of(pdf), document_storage()
    if storage.exists(name) and read(name) != pdf:
        storage.delete(name)
    if not storage.exists(name):
        kept = storage.save(name, ContentFile(pdf))
        _survive_a_power_cut(storage, kept)
        if kept != name:
            # Another worker kept the same bytes in the meantime.
            storage.delete(kept)
    if read(name) != pdf:
        storage.delete(name)
        raise OSError("the stored document is not the one that was made")
    return name, hashlib.sha256(pdf).hexdigest()


def _survive_a_power_cut(storage: Storage, name: str) -> None:
    """Have a local disk keep the file for good: its row will say that it is there."""
    if isinstance(storage, FileSystemStorage):
        path = Path(storage.path(name))
        for each in (path, path.parent):
            descriptor = os.open(each, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def read(name: str) -> bytes:
    with document_storage().open(name) as file:
        return file.read()  # type: ignore[no-any-return]
