"""Diagrams and media go with the lessons that show them, byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from courses.catalogue.models import Course, Media
from courses.interchange.exporting import export
from courses.interchange.loading import load_content, load_from
from courses.interchange.reading import ContentError
from courses.interchange.writing_files import write_files
from tests.courses.catalogue.files import AUDIO, FIGURE, FILES, VIDEO, picture
from tests.courses.interchange.conftest import files_of, state
from tests.courses.small import LESSON_UN, NOW, Folder

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<desc>Un trait.</desc><path class="diagram__fill" d="M0 0h9"/></svg>\n'
)
SHOWN = (
    f"{FIGURE}\n\n{VIDEO}\n\n{AUDIO}\n\n/// schema | trait\n///\n\n/// lecture\nMot.\n///\n\nFin."
)


@pytest.fixture
def rich(small: Course, folder: Folder) -> Folder:
    """The small folder, whose first lesson shows something of each sort."""
    for name, content in FILES.items():
        folder.write(f"media/{name}", content)
    folder.write("diagrams/trait.svg", SVG)
    folder.write("diagrams/trait.md", "# Un trait\n\nIl va à droite.\n")
    folder.edit(LESSON_UN, "Fin.", SHOWN)
    folder.load(NOW)
    return folder


def test_media_come_back_byte_for_byte(
    rich: Folder, empty: Callable[[], None], tmp_path: Path
) -> None:
    write_files(export(["petite"]), tmp_path / "one.zip")
    write_files(export(), tmp_path / "one")
    files = files_of(tmp_path / "one")
    for name in ("arbre.png", "salut.mp4", "salut.vtt", "salut.md"):
        assert files[f"media/{name}"] == FILES[name]
    assert files["diagrams/trait.svg"].decode() == SVG
    assert b"/// lecture | #lecture" in files[LESSON_UN]
    before = state()
    load_content(tmp_path / "one", now=NOW)
    assert state() == before
    for one in Media.objects.all():
        default_storage.delete(one.file.name or "")
    empty()
    load_content(tmp_path / "one", now=NOW)
    write_files(export(), tmp_path / "two")
    assert files_of(tmp_path / "two") == files
    load_from(tmp_path / "one.zip", now=NOW)


def test_an_export_of_one_course_holds_what_its_lessons_show(rich: Folder) -> None:
    shown = {"media/arbre.png", "media/salut.mp4", "media/salut.mp3"}
    assert export(["petite"]).media.keys() == shown | {"media/salut.vtt", "media/salut.md"}
    assert not export(["alliances-et-confiance"]).media.keys() & shown
    assert "media/arbre.avif" in export().media


def test_the_public_export_holds_the_media_that_are_shown(rich: Folder, tmp_path: Path) -> None:
    rich.write("media/arbre.png", picture(size=(3, 3)))
    rich.load(NOW, publish=False)
    write_files(export(["petite"], is_published=True), tmp_path / "public")
    write_files(export(["petite"]), tmp_path / "latest")
    assert (tmp_path / "public/media/arbre.png").read_bytes() == FILES["arbre.png"]
    assert (tmp_path / "latest/media/arbre.png").read_bytes() == picture(size=(3, 3))


def test_a_load_that_is_refused_leaves_the_storage_as_it_was(rich: Folder) -> None:
    before = state()
    rich.write("media/arbre.png", picture(size=(3, 3)))
    rich.write("media/neuf.png", picture(size=(4, 4)))
    rich.edit(LESSON_UN, "minutes: 10", "minutes: 0")
    with pytest.raises(ContentError):
        rich.load(NOW)
    assert state() == before
    rich.edit(LESSON_UN, "minutes: 0", "minutes: 10")
    rich.load(NOW)
    assert len(state()["files"]) == len(before["files"]) + 2


def test_a_medium_that_is_refused_leaves_the_storage_as_it_was(rich: Folder) -> None:
    before = state()
    rich.write("media/arbre.png", picture(size=(3, 3)))
    rich.write("media/zero.png", b"GIF89a")
    with pytest.raises(ContentError, match="n'est pas du type"):
        rich.load(NOW)
    assert state() == before
