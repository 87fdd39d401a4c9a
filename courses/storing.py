"""What files that prove something share: where a package keeps its own, and for good."""

import os
from pathlib import Path

from django.core.files.storage import (
    FileSystemStorage,
    InvalidStorageError,
    Storage,
    storages,
)


def storage_named(name: str) -> Storage:
    """The storage of this name in the host's settings, or the default one."""
    try:
        return storages[name]
    except InvalidStorageError:
        return storages["default"]


def survive_a_power_cut(storage: Storage, name: str) -> None:
    """Have a local disk keep the file for good: its row will say that it is there."""
    if isinstance(storage, FileSystemStorage):
        path = Path(storage.path(name))
        for each in (path, path.parent):
            descriptor = os.open(each, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
