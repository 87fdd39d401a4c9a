"""Export, import, export: the same bytes, the same identifiers, no row more."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.catalogue.models import Course, LessonVersion
from courses.interchange.exporting import export
from courses.interchange.loading import SHIPPED, load_content, load_from
from courses.interchange.manifests import NAME
from courses.interchange.writing_files import write_files
from tests.courses.interchange.conftest import files_of, state
from tests.courses.small import COURSE, LESSON_UN, NOW, QUIZ_UN, Folder

Empty = Callable[[], None]


def _exported(place: Path, **how: bool) -> dict[str, bytes]:
    write_files(export(**how), place)
    return files_of(place)


def _uuids() -> dict[str, set[str]]:
    names = ("Course", "Module", "Lesson", "Quiz", "Question")
    models = {name: apps.get_model("courses", name) for name in names}
    return {
        name: {str(one) for one in model._default_manager.values_list("uuid", flat=True)}
        for name, model in models.items()
    }


@pytest.fixture
def alone(empty: Empty, folder: Folder) -> Course:
    """The small course, and nothing else."""
    empty()
    return folder.load()


def test_a_second_export_gives_the_same_bytes(
    alone: Course, empty: Empty, folder: Folder, tmp_path: Path
) -> None:
    first, before = _exported(tmp_path / "one"), _uuids()
    assert first.keys() == files_of(folder.root).keys() | {NAME}
    empty()
    load_content(tmp_path / "one", now=NOW)
    assert _exported(tmp_path / "two") == first
    assert _uuids() == before


def test_an_export_loaded_where_it_comes_from_changes_no_row(alone: Course, tmp_path: Path) -> None:
    before, files = state(), _exported(tmp_path / "one")
    load_content(tmp_path / "one", now=NOW)
    assert state() == before
    assert files_of(tmp_path / "one") == files


def test_the_shipped_content_comes_back_as_it_is(
    course: Course, empty: Empty, tmp_path: Path
) -> None:
    empty()
    load_content(now=NOW)
    first, before, kept = _exported(tmp_path / "one"), _uuids(), state()
    load_content(tmp_path / "one", now=NOW)
    assert state() == kept
    empty()
    load_content(tmp_path / "one", now=NOW)
    assert _exported(tmp_path / "two") == first
    assert _uuids() == before
    source = "knowledge/observatoire-des-partenariats-2017.txt"
    assert first[source] == (SHIPPED / source).read_bytes()


def test_the_shipped_files_are_what_an_export_writes(
    course: Course, empty: Empty, tmp_path: Path
) -> None:
    """To make them so: manage.py load_content && manage.py export_content courses/content
    --no-manifest (docs/content.md)."""
    empty()
    load_content(now=NOW)
    exported, shipped = _exported(tmp_path / "one", with_manifest=False), files_of(SHIPPED)
    assert exported.keys() == shipped.keys()
    assert [name for name, content in exported.items() if content != shipped[name]] == []


def test_every_passage_of_an_export_has_its_identifier(alone: Course, tmp_path: Path) -> None:
    assert b"/// source | A902 #source-a902\n" in _exported(tmp_path / "one")[LESSON_UN]


def test_codes_are_in_the_order_people_count(empty: Empty, folder: Folder) -> None:
    empty()
    name = "knowledge/statements.yaml"
    folder.edit(name, "code: A901", "code: A99")
    folder.load()
    codes = [line for line in export().files[name].decode().splitlines() if "code:" in line]
    assert codes == ["  - code: A99", "  - code: A902", "  - code: A903"]


def test_the_public_export_holds_no_draft(alone: Course, folder: Folder, tmp_path: Path) -> None:
    before = _exported(tmp_path / "one", is_published=True)
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.edit(QUIZ_UN, "La bonne", "La meilleure")
    folder.load(publish=False)
    assert _exported(tmp_path / "two", is_published=True) == before
    latest = _exported(tmp_path / "three")
    assert b"Suite." in latest[LESSON_UN]
    assert b"La meilleure" in latest[QUIZ_UN]


def test_one_course_is_exported_with_all_that_is_known(
    course: Course, folder: Folder, tmp_path: Path
) -> None:
    folder.load()
    call_command("export_content", str(tmp_path / "one"), "--course", "petite", stdout=StringIO())
    files = files_of(tmp_path / "one")
    assert [name for name in files if name.startswith("courses/")] == [COURSE]
    # Two sources are quoted: each has a file of its own.
    assert "knowledge/statements-petite-source.yaml" in files
    assert "knowledge/statements-observatoire-2017.yaml" in files
    before = state()
    load_content(tmp_path / "one", now=NOW)
    assert state() == before


def test_a_zip_is_the_same_twice_and_is_read_back(
    alone: Course, empty: Empty, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    write_files(export(), one)
    write_files(export(), two)
    assert one.read_bytes() == two.read_bytes()
    assert ZipFile(one).namelist() == export().names
    files = export().files
    empty()
    load_from(one, now=NOW)
    assert export().files == files


def test_export_content_says_what_it_wrote_and_what_it_leaves(
    alone: Course, folder: Folder
) -> None:
    folder.write("modules/ancien/module.yaml", "id: ancien\n")
    folder.write("prisms.yaml", "# Un commentaire\nprisms: {actors: []}\n")
    folder.write("knowledge/decisions.yaml", "# Perdu\n" + "decisions: []\n")
    out = StringIO()
    call_command("export_content", str(folder.root), "--no-manifest", stdout=out)
    assert "Sans leurs commentaires, qu'un export ne garde pas :\n  knowledge/decisions.yaml" in (
        out.getvalue()
    )
    assert "  modules/ancien/module.yaml\n  prisms.yaml\n" in out.getvalue()
    assert (folder.root / "modules/ancien/module.yaml").exists()
    assert not (folder.root / NAME).exists()
    out = StringIO()
    call_command("export_content", str(folder.root), "--no-manifest", stdout=out)
    assert out.getvalue().startswith("0 fichiers écrits")


def test_export_content_refuses_what_it_cannot_write(alone: Course, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.odt").write_text("x")
    for place, words in (
        ("file", "n'est pas un dossier"),
        ("other", "contient autre chose"),
        ("file/inside.zip", "écriture impossible"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("export_content", str(tmp_path / place))
    with pytest.raises(CommandError, match="aucune formation ne s'appelle « nulle »"):
        call_command("export_content", str(tmp_path / "new"), "--course", "nulle")
    assert not (tmp_path / "new").exists()


def test_a_version_older_than_what_it_keeps_is_made_anew(alone: Course, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.load(publish=False)
    LessonVersion.objects.filter(published_at=None).update(written={})
    with pytest.raises(CommandError, match="chargez d'abord"):
        call_command("export_content", str(folder.root))
    folder.load()
    assert b"Suite." in export().files[LESSON_UN]
