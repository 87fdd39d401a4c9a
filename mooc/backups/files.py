"""Every file of the default storage: a folder or a bucket alike."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage

# What the readiness probe writes and removes at every call.
PASSING = "health"


def stored_names(folder: str = "") -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(names) if name)
    for child in sorted(folders):
        if child and f"{prefix}{child}" != PASSING:
            yield from stored_names(f"{prefix}{child}")


def copy_to(name: str, path: Path) -> bool:
    """False when the file was erased in the meantime."""
    try:
        with default_storage.open(name) as source, path.open("wb") as target:
            for chunk in source.chunks():
                target.write(chunk)
    except FileNotFoundError:
        return False
    return True


def put_back(name: str, content: IO[bytes]) -> None:
    """Under its own name: the database knows no other."""
    if default_storage.exists(name):
        default_storage.delete(name)
    saved = default_storage.save(name, File(content))
    if saved != name:
        raise OSError(f"stored as {saved} instead of {name}")
