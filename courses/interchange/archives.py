"""Folders of content in a ZIP: read without ever believing what it says of itself, and written.

What a ZIP declares is checked before anything is read, and counted again while it is.
"""

import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO
from unicodedata import normalize

from courses.interchange.folders import MAX_FILES, PARTS, check_folder
from courses.interchange.reading import MAX_TEXT, ContentError

MAX_TOTAL = 500_000_000
"""Bytes, once unpacked."""
MAX_RATIO = 100
"""How many times an entry over MAX_FREE may be larger than its compressed form: texts stay
under twenty, what was made to explode is near a thousand."""
MAX_FREE = 1_000_000
TEXTS = frozenset({".md", ".svg", ".txt", ".vtt", ".yaml", ".yml"})
_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, RuntimeError, ValueError),
)


@contextmanager
def opened(source: Path) -> Iterator[Path]:
    """The folder to read: this one, or what a ZIP holds, for as long as the block lasts."""
    if not source.is_file():
        check_folder(source)
        yield source
        return
    with TemporaryDirectory(prefix="content-") as place:
        _unpack(source, Path(place))
        folder = _top(Path(place))
        check_folder(folder)
        yield folder


def _top(place: Path) -> Path:
    """Where the content stands: many tools put a folder around what they compress."""
    inside = [one for one in place.iterdir() if one.is_dir()]
    if len(inside) == 1 and inside[0].name not in PARTS:
        return inside[0]
    return place


def _unpack(source: Path, place: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [one for one in archive.infolist() if not _is_litter(one.filename)]
            _check_entries(source, entries)
            left = MAX_TOTAL
            for entry in entries:
                left -= _unpack_entry(source, archive, entry, place, left)
    except UnicodeError as problem:
        raise ContentError(source, None, "un nom de fichier est illisible") from problem
    except _BROKEN as problem:
        raise ContentError(source, None, "ce ZIP est abîmé, ou n'en est pas un") from problem


def _is_litter(name: str) -> bool:
    """What a Mac adds to a ZIP."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name == ".DS_Store"


def _check_entries(source: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_FILES:
        raise ContentError(source, None, f"plus de {MAX_FILES} fichiers")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise ContentError(source, None, f"plus de {MAX_TOTAL // 1_000_000} Mo, une fois ouvert")
    taken: set[str] = set()
    for entry in entries:
        if problem := _problem(entry):
            raise ContentError(source, None, f"{entry.filename!r} : {problem}")
        # What two systems would write over each other counts as one name.
        name = normalize("NFC", entry.filename.rstrip("/")).casefold()
        if name in taken:
            raise ContentError(source, None, f"{entry.filename!r} s'y trouve deux fois")
        taken.add(name)


def _problem(entry: zipfile.ZipInfo) -> str:
    """Why this entry is not read, as the archive declares it; empty when it may be."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    path = PurePosixPath(entry.filename)
    sentences = (
        (entry.flag_bits & 0x1, "le fichier est chiffré"),
        (_is_outside(path), "ce nom sort du dossier"),
        (not _is_plain(entry), "ce nom est dans un encodage inconnu, ou illisible"),
        (kind == stat.S_IFLNK, "c'est un lien"),
        (kind not in (0, stat.S_IFREG, stat.S_IFDIR), "ce n'est pas un fichier"),
        (entry.compress_type not in _METHODS, "compression inconnue"),
        (_is_long_text(path, entry.file_size), "fichier trop lourd pour un texte"),
        (_explodes(entry, entry.file_size), "la compression est trop forte pour un vrai fichier"),
    )
    return next((sentence for is_so, sentence in sentences if is_so), "")


def _is_outside(path: PurePosixPath) -> bool:
    return path.is_absolute() or ".." in path.parts or bool({"\\", ":"} & set(str(path)))


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """A name in ASCII, or that the archive says is in UTF-8, without control characters."""
    is_known = entry.filename.isascii() or bool(entry.flag_bits & 0x800)
    return is_known and entry.filename.isprintable()


def _is_long_text(path: PurePosixPath, size: int) -> bool:
    return path.suffix.lower() in TEXTS and size > MAX_TEXT


def _explodes(entry: zipfile.ZipInfo, size: int) -> bool:
    return size > MAX_FREE and size > MAX_RATIO * max(entry.compress_size, 1)


def _unpack_entry(
    source: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path, left: int
) -> int:
    """Write this entry; its size. ContentError as soon as it is more than it declared."""
    target = place / entry.filename
    if entry.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(entry) as packed, target.open("xb") as file:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > min(entry.file_size, left) or _explodes(entry, size):
                raise ContentError(source, None, f"{entry.filename!r} est plus gros qu'annoncé")
            file.write(chunk)
    return size


def pack(target: Path, names: Iterable[str], open_file: Callable[[str], IO[bytes]]) -> None:
    """Write a ZIP: the same bytes for the same files, in the same order."""
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            is_text = PurePosixPath(name).suffix in TEXTS
            # Images and recordings are compressed already.
            entry.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
            with open_file(name) as content, archive.open(entry, "w") as packed:
                shutil.copyfileobj(content, packed)
