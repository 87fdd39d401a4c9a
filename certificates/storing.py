"""Where documents are kept: a file named by the SHA-256 of its bytes, in the site's storage."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from courses.storing import storage_named, survive_a_power_cut


def document_storage() -> Storage:
    """The storage called `certificates`, or the default one."""
    return storage_named("certificates")


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
        survive_a_power_cut(storage, kept)
        if kept != name:
            # Another worker kept the same bytes in the meantime.
            storage.delete(kept)
    if read(name) != pdf:
        storage.delete(name)
        raise OSError("the stored document is not the one that was made")
    return name, hashlib.sha256(pdf).hexdigest()


def read(name: str) -> bytes:
    with document_storage().open(name) as file:
        return file.read()  # type: ignore[no-any-return]
