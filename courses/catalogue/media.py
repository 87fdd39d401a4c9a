"""Media of lessons: what may be kept, told by its name and by its bytes; one file a content.

No SVG and no HTML here: what a browser could run never comes from an author's file.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from courses.catalogue.models import Media

_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*\.([a-z0-9]+)")
_MEGABYTE = 1_000_000
_LARGEST_PICTURE = 40_000_000
"""Pixels. A small file may unfold into more than the memory of the machine."""


class MediaProblem(ValueError):
    """A file that may not be kept; the message is in French."""


@dataclass(frozen=True)
class Kind:
    """What the extension of a name promises."""

    media_type: str
    largest: int
    """In megabytes."""
    begins: Callable[[bytes], bool]
    """Whether the first bytes are those of such a file."""


def _is_text(head: bytes) -> bool:
    return b"\x00" not in head


def _is_captions(head: bytes) -> bool:
    return re.match(rb"(\xef\xbb\xbf)?WEBVTT([ \t\r\n]|$)", head) is not None


def _brand(*brands: bytes) -> Callable[[bytes], bool]:
    """Of the family of MP4, whose brand stands after its eighth byte."""
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


_JPEG = Kind("image/jpeg", 5, lambda head: head.startswith(b"\xff\xd8\xff"))
_MP4 = _brand(
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"
)
KINDS = {
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Kind("image/png", 5, lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    "webp": Kind("image/webp", 5, lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    "avif": Kind("image/avif", 5, _brand(b"avif", b"mif1", b"avis")),
    "mp4": Kind("video/mp4", 500, _MP4),
    "webm": Kind("video/webm", 500, lambda h: h.startswith(b"\x1aE\xdf\xa3") and b"webm" in h),
    "mp3": Kind(
        "audio/mpeg",
        100,
        lambda h: h.startswith(b"ID3") or h[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"},
    ),
    "vtt": Kind("text/vtt", 1, _is_captions),
    "md": Kind("text/markdown", 1, _is_text),
}


def kind_of(name: str) -> Kind:
    """What a name promises. MediaProblem when no such file is kept."""
    found = _NAME.fullmatch(name)
    if found is None or len(name) > 100:
        raise MediaProblem(
            "un média se nomme en minuscules, chiffres et tirets, avec son extension"
        )
    if found[2] not in KINDS:
        raise MediaProblem(
            f"extension « .{found[2]} » refusée ; sont acceptées : {', '.join(KINDS)}"
        )
    return KINDS[found[2]]


def keep_media(name: str, content: IO[bytes], *, now: datetime) -> Media:
    """The row of this content under this name, the latest from now on. Safe to run twice."""
    kind = kind_of(name)
    sha256, size = _check(kind, content)
    head = Media.objects.filter(name=name).order_by("loaded_at", "pk").last()
    if head is not None and head.sha256 == sha256 and default_storage.exists(head.file.name or ""):
        return head
    stored = f"media/{sha256[:2]}/{sha256}.{name.rpartition('.')[2]}"
    if not default_storage.exists(stored):
        content.seek(0)
        stored = default_storage.save(stored, File(content))
    media, _created = Media.objects.update_or_create(
        name=name,
        sha256=sha256,
        defaults={
            "media_type": kind.media_type,
            "size": size,
            "file": stored,
            "loaded_at": now,
        },
    )
    return media


def forget_files(names: Iterable[str]) -> None:
    """Take out of the storage what was put there for rows that were never kept."""
    for name in names:
        if not Media.objects.filter(file=name).exists():
            default_storage.delete(name)


def current_media() -> dict[str, Media]:
    """The latest content of each name."""
    return {one.name: one for one in Media.objects.order_by("loaded_at", "pk")}


def _check(kind: Kind, content: IO[bytes]) -> tuple[str, int]:
    """Its SHA-256 and its size. MediaProblem unless it is what its name says."""
    content.seek(0)
    head = content.read(4096)
    if not kind.begins(head):
        raise MediaProblem(f"le contenu du fichier n'est pas du type {kind.media_type}")
    hashed, size = hashlib.sha256(head), len(head)
    while piece := content.read(1 << 20):
        hashed.update(piece)
        size += len(piece)
        if size > kind.largest * _MEGABYTE:
            raise MediaProblem(f"fichier trop lourd : {kind.largest} Mo au plus")
    if kind.media_type.startswith("image/"):
        _check_picture(content)
    if kind.media_type.startswith("text/"):
        _check_text(content)
    return hashed.hexdigest(), size


def _check_picture(content: IO[bytes]) -> None:
    content.seek(0)
    try:
        with Image.open(content) as picture:
            width, height = picture.size
            if width * height > _LARGEST_PICTURE:
                raise MediaProblem(f"image trop grande : {width} × {height} pixels")
            picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as problem:
        raise MediaProblem(f"image illisible ({problem})") from problem


def _check_text(content: IO[bytes]) -> None:
    content.seek(0)
    try:
        content.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MediaProblem("le fichier n'est pas en UTF-8") from None


def dimensions(media: Media) -> tuple[int, int]:
    """Width and height of a picture, in pixels: a page keeps its place before it arrives."""
    with media.file.open("rb") as content, Image.open(content) as picture:
        return picture.size


def text_of(media: Media) -> str:
    with media.file.open("rb") as content:
        return content.read().decode("utf-8-sig")  # type: ignore[no-any-return]
