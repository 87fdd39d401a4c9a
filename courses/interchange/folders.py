"""A folder of content as a whole: nothing in it leads outside, or is something else than files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from courses.interchange.reading import ContentError

PARTS = ("courses", "diagrams", "knowledge", "media", "modules")
ROOT_FILES = ("export.yaml", "prisms.yaml")
MAX_FILES = 5_000


def check_folder(folder: Path) -> None:
    """ContentError unless this folder can be read without leaving it."""
    if not folder.is_dir():
        raise ContentError(folder, None, "dossier introuvable")
    root = folder.resolve()
    for count, path in enumerate(_everything(folder), start=1):
        if count > MAX_FILES:
            raise ContentError(folder, None, f"plus de {MAX_FILES} fichiers")
        _check(path, root)


def _everything(folder: Path) -> Iterator[Path]:
    for name in (*PARTS, *ROOT_FILES):
        if os.path.lexists(folder / name):
            yield folder / name
    for part in PARTS:
        for parent, folders, files in os.walk(folder / part):
            yield from (Path(parent, name) for name in [*folders, *files])


def _check(path: Path, root: Path) -> None:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise ContentError(path.parent, None, "un nom de fichier est illisible") from None
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        raise ContentError(path, None, "ce lien mène hors du dossier")
    mode = path.stat().st_mode if path.exists() else 0
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise ContentError(path, None, "ce n'est ni un fichier, ni un dossier")
