"""Media: known by their bytes as well as their names, kept once for each content."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from courses.catalogue.media import (
    KINDS,
    MediaProblem,
    current_media,
    dimensions,
    keep_media,
    text_of,
)
from courses.catalogue.models import Media
from tests.courses.catalogue.files import FILES, MP4, VTT, WORDS, picture
from tests.courses.small import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def keep(name: str, content: bytes, *, later: bool = False) -> Media:
    return keep_media(name, BytesIO(content), now=LATER if later else NOW)


@pytest.mark.parametrize("name", FILES)
def test_each_kind_of_file_is_kept(name: str) -> None:
    media = keep(name, FILES[name])
    assert media.size == len(FILES[name])
    assert media.media_type == KINDS[name.rpartition(".")[2]].media_type
    with default_storage.open(media.file.name or "") as kept:
        assert kept.read() == FILES[name]


def test_every_kind_is_tried() -> None:
    assert {name.rpartition(".")[2] for name in FILES} | {"jpeg"} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("arbre.svg", b"<svg/>", "extension « .svg » refusée"),
        ("page.html", b"<p>", "extension « .html » refusée"),
        ("sans-extension", b"x", "se nomme"),
        ("../arbre.png", picture(), "se nomme"),
        ("Arbre.png", picture(), "se nomme"),
        ("un arbre.png", picture(), "se nomme"),
        (".png", picture(), "se nomme"),
        (f"{'a' * 100}.png", picture(), "se nomme"),
        ("arbre.png", b"<script>window.hit=1</script>", "n'est pas du type image/png"),
        ("arbre.jpg", picture(), "n'est pas du type image/jpeg"),
        ("arbre.avif", MP4, "n'est pas du type image/avif"),
        ("salut.mp4", FILES["salut.webm"], "n'est pas du type video/mp4"),
        ("salut.webm", b"\x1aE\xdf\xa3matroska", "n'est pas du type video/webm"),
        ("salut.mp3", b"", "n'est pas du type audio/mpeg"),
        ("salut.vtt", b"00:00 --> 00:02\nx", "n'est pas du type text/vtt"),
        ("salut.vtt", b"WEBVTTX", "n'est pas du type text/vtt"),
        ("salut.vtt", b"WEBVTT\n\n\xff", "pas en UTF-8"),
        ("salut.md", b"\x00\x01", "n'est pas du type text/markdown"),
        ("arbre.png", picture()[:40], "image illisible"),
        ("arbre.png", picture(size=(7000, 6000)), "image trop grande : 7000 × 6000"),
        ("salut.md", b"x" * 1_000_001, "fichier trop lourd : 1 Mo au plus"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name: str, content: bytes, told: str) -> None:
    with pytest.raises(MediaProblem, match=told):
        keep(name, content)
    assert not Media.objects.exists()


def test_the_same_content_is_kept_once() -> None:
    first = keep("salut.vtt", VTT)
    again = keep("salut.vtt", VTT, later=True)
    assert (again.pk, again.loaded_at) == (first.pk, NOW)
    other = keep("autre.vtt", VTT)
    assert other.file.name == first.file.name


def test_the_latest_content_of_a_name_is_the_current_one_even_when_it_comes_back() -> None:
    first = keep("salut.md", WORDS)
    second = keep("salut.md", b"Autre chose.", later=True)
    assert current_media() == {"salut.md": second}
    back = keep_media("salut.md", BytesIO(WORDS), now=LATER + timedelta(days=1))
    assert back == first
    assert current_media() == {"salut.md": first}
    assert Media.objects.count() == 2


def test_a_file_that_was_lost_is_kept_again() -> None:
    media = keep("salut.vtt", VTT)
    default_storage.delete(media.file.name or "")
    again = keep("salut.vtt", VTT, later=True)
    assert again == media
    assert text_of(again) == VTT.decode()


def test_dimensions_of_a_picture() -> None:
    assert dimensions(keep("arbre.png", picture(size=(31, 17)))) == (31, 17)
