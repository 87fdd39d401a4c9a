"""ZIPs that are what they should be, and all the others."""

import random
import struct
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.catalogue.models import Course
from courses.interchange import archives
from courses.interchange.loading import load_from
from courses.interchange.reading import ContentError
from tests.courses.interchange.conftest import state
from tests.courses.small import FILES, LESSON_UN, NOW


def _zipped(change: Callable[[ZipFile], None] = lambda archive: None, *, inside: str = "") -> bytes:
    """The small folder as a ZIP, to which something is added."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in FILES.items():
            archive.writestr(f"{inside}{name}", text)
        change(archive)
    return content.getvalue()


def _entry(name: str, text: str | bytes = "x", **more: int) -> Callable[[ZipFile], None]:
    def add(archive: ZipFile) -> None:
        entry = ZipInfo(name)
        for key, value in more.items():
            setattr(entry, key, value)
        archive.writestr(entry, text, entry.compress_type)

    return add


def _twice(archive: ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(LESSON_UN, "encore")


def _many(archive: ZipFile) -> None:
    for number in range(archives.MAX_FILES):
        archive.writestr(f"media/{number}", "")


def _heavy(archive: ZipFile) -> None:
    for number in range(51):
        _entry(f"media/{number}", bytes(10_000_000), compress_type=ZIP_DEFLATED)(archive)


ADDED: dict[str, tuple[Callable[[ZipFile], None], str]] = {
    "a name that climbs": (_entry("../../evil.txt"), "sort du dossier"),
    "a name that climbs inside": (_entry("media/../../evil.txt"), "sort du dossier"),
    "an absolute name": (_entry("/etc/evil"), "sort du dossier"),
    "a name of Windows": (_entry("media\\..\\evil"), "sort du dossier"),
    "a drive": (_entry("C:/evil"), "sort du dossier"),
    "a link": (_entry("media/link", "/etc/passwd", external_attr=0o120777 << 16), "c'est un lien"),
    "a pipe": (_entry("media/pipe", external_attr=0o010644 << 16), "pas un fichier"),
    "a name twice": (_twice, "deux fois"),
    "a name twice, but for capitals": (_entry("COURSES/petite.yaml"), "deux fois"),
    "a file that is a folder": (_entry("courses/petite.yaml/x"), "abîmé"),
    "another compression": (_entry("media/x", compress_type=ZIP_BZIP2), "compression inconnue"),
    "a bomb": (
        _entry("media/bomb", bytes(20_000_000), compress_type=ZIP_DEFLATED),
        "la compression est trop forte",
    ),
    "a text of 50 MB": (_entry("modules/a.md", bytes(50_000_000)), "trop lourd pour un texte"),
    "too many files": (_many, "plus de 5000 fichiers"),
    "too much in all": (_heavy, "plus de 500 Mo"),
    "a control character": (_entry("media/a\x07"), "illisible"),
}  # fmt: skip


def _refused(content: bytes, place: Path) -> str:
    """The one message of a ZIP that is refused: nothing has changed, nothing is left."""
    path, before = place / "content.zip", state()
    path.write_bytes(content)
    with pytest.raises(ContentError) as caught:
        load_from(path, now=NOW)
    assert state() == before
    assert sorted(one.name for one in place.iterdir()) == ["content.zip"]
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "zips"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("inside", ["", "mon-dossier/"])
def test_a_zip_is_loaded_as_its_folder(db: None, place: Path, inside: str) -> None:
    (place / "content.zip").write_bytes(_zipped(inside=inside))
    load_from(place / "content.zip", now=NOW)
    assert Course.objects.get(slug="petite").current


def test_what_a_mac_adds_is_passed_over(db: None, place: Path) -> None:
    content = _zipped(_entry("__MACOSX/._knowledge", b"\x00"), inside="d/")
    (place / "content.zip").write_bytes(content)
    load_from(place / "content.zip", now=NOW)
    assert Course.objects.filter(slug="petite").exists()


@pytest.mark.parametrize("name", ADDED)
def test_a_zip_is_refused_with(small: Course, place: Path, name: str) -> None:
    add, words = ADDED[name]
    assert words in _refused(_zipped(add), place)


def test_an_encrypted_zip_is_refused(small: Course, place: Path) -> None:
    content = _zipped()
    central = content.index(b"PK\x01\x02")
    flags = struct.pack("<H", 1)
    assert "chiffré" in _refused(content[: central + 8] + flags + content[central + 10 :], place)


def test_a_size_that_lies_is_refused(small: Course, place: Path) -> None:
    """What is declared is small; what comes out is not: reading stops there."""
    content = bytearray(_zipped(_entry("media/liar", bytes(9_000_000), compress_type=ZIP_DEFLATED)))
    central = content.rindex(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 1000)
    assert "abîmé" in _refused(bytes(content), place)


def test_names_of_another_time_are_refused(small: Course, place: Path) -> None:
    content = _zipped(_entry("media/e.png"))
    renamed = content.replace(b"media/e.png", "media/é.png".encode("cp437").ljust(11, b"g"))
    assert "encodage inconnu" in _refused(renamed, place)
    broken = _zipped(_entry("media/é.png")).replace("é".encode(), b"\xff\xfe")
    assert "illisible" in _refused(broken, place)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", bytes(1000)])
def test_what_is_no_zip_is_refused(small: Course, place: Path, content: bytes) -> None:
    assert "abîmé, ou n'en est pas un" in _refused(content, place)


def test_a_damaged_zip_is_refused_or_read_but_never_breaks(small: Course, place: Path) -> None:
    content, chance = _zipped(), random.Random(7)
    for _turn in range(150):
        damaged = bytearray(content[: chance.randrange(len(content) // 2, len(content) + 1)])
        for _hit in range(chance.randrange(4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (place / "content.zip").write_bytes(damaged)
        with suppress(ContentError):
            load_from(place / "content.zip", now=NOW)


def test_the_command_says_what_is_wrong_with_a_zip(small: Course, place: Path) -> None:
    (place / "content.zip").write_bytes(_zipped(_entry("../evil")))
    with pytest.raises(CommandError, match=r"content\.zip : '\.\./evil' : ce nom sort du dossier"):
        call_command("load_content", str(place / "content.zip"))
    assert not (place.parent / "evil").exists()
