"""Putting an export on the disk: a folder, in which nothing is ever deleted, or a ZIP."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from courses.interchange.archives import pack
from courses.interchange.exporting import Export, ExportProblem
from courses.interchange.folders import PARTS, ROOT_FILES


@dataclass(frozen=True)
class Exported:
    written: list[str]
    unchanged: int
    left: list[str]
    """Files of the folder that this export does not hold, and leaves where they are."""
    uncommented: list[str]
    """Files that held comments, which no export keeps."""


def write_files(made: Export, target: Path) -> Exported:
    """Write an export into a folder, or a ZIP when its name says so. ExportProblem if it cannot."""
    try:
        if target.suffix.lower() == ".zip":
            return _write_archive(made, target)
        return _write_folder(made, target)
    except OSError as problem:
        raise ExportProblem(f"{target} : écriture impossible ({problem.strerror})") from problem


def _write_archive(made: Export, target: Path) -> Exported:
    draft = target.with_name(f".{target.name}.part")
    try:
        pack(draft, made.names, made.open)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return Exported(made.names, 0, [], [])


def _write_folder(made: Export, target: Path) -> Exported:
    standing = _check_target(target)
    written, uncommented = [], []
    for name in made.names:
        path = target / name
        if path.exists() and _sha256(path) == made.sha256(name):
            continue
        if path.suffix == ".yaml" and path.exists() and _has_comments(path):
            uncommented.append(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with made.open(name) as content, path.open("wb") as file:
            shutil.copyfileobj(content, file)
        written.append(name)
    left = sorted(standing - {*made.names})
    return Exported(written, len(made.names) - len(written), left, uncommented)


def _check_target(target: Path) -> set[str]:
    """The files of content that stand there. ExportProblem when it holds something else."""
    if target.exists() and not target.is_dir():
        raise ExportProblem(f"{target} existe, et n'est pas un dossier")
    standing = _standing(target)
    others = {one.name for one in target.iterdir()} - {*PARTS} if target.is_dir() else set()
    if others and not standing:
        raise ExportProblem(f"{target} contient autre chose que des formations")
    return standing


def _standing(folder: Path) -> set[str]:
    """The files of content of a folder, by their names in it."""
    found = {name for name in ROOT_FILES if (folder / name).is_file()}
    for part in PARTS:
        for parent, _folders, names in os.walk(folder / part):
            found |= {Path(parent, name).relative_to(folder).as_posix() for name in names}
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _has_comments(path: Path) -> bool:
    return any(line.lstrip().startswith(b"#") for line in path.read_bytes().splitlines())
