"""Folders that lead outside, and files that are too much: one message, nothing changed."""

import os
from pathlib import Path

import pytest

from courses.catalogue.models import Course
from courses.interchange.loading import load_from
from courses.interchange.reading import MAX_TEXT, ContentError
from tests.courses.interchange.conftest import state
from tests.courses.small import COURSE, LESSON_UN, NOW, QUIZ_UN, Folder


def _refused(folder: Folder) -> str:
    before = state()
    with pytest.raises(ContentError) as caught:
        load_from(folder.root, now=NOW)
    assert state() == before
    return str(caught.value)


@pytest.fixture
def edited(small: Course, folder: Folder) -> Folder:
    """A folder whose every load would change something."""
    folder.edit("modules/petit-accueil/petite-zero.md", "Bonjour.", "Bonsoir.")
    folder.edit("knowledge/decisions.yaml", "Nous avons choisi.", "Nous avons bien choisi.")
    return folder


@pytest.mark.parametrize("name", [LESSON_UN, QUIZ_UN, COURSE, "knowledge/findings.yaml"])
def test_a_text_of_50_mb_is_refused_before_it_is_read(edited: Folder, name: str) -> None:
    with (edited.root / name).open("ab") as file:
        file.truncate(50_000_000)
    assert "trop lourd pour un texte : 50 Mo, 2 au plus" in _refused(edited)


def test_a_source_that_is_too_long_is_refused(edited: Folder) -> None:
    edited.write("knowledge/petite.txt", "a" * (MAX_TEXT + 1))
    assert "trop lourd" in _refused(edited)


@pytest.mark.parametrize("name", [LESSON_UN, COURSE, "knowledge/petite.txt"])
def test_a_link_that_leads_outside_is_refused(edited: Folder, tmp_path: Path, name: str) -> None:
    path = edited.root / name
    outside = tmp_path / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    assert "ce lien mène hors du dossier" in _refused(edited)


def test_a_folder_that_leads_outside_is_refused(edited: Folder, tmp_path: Path) -> None:
    module = edited.root / "modules" / "petit-premier"
    module.rename(tmp_path / "outside")
    module.symlink_to(tmp_path / "outside")
    assert "ce lien mène hors du dossier" in _refused(edited)


def test_a_link_that_stays_inside_is_followed(edited: Folder) -> None:
    path = edited.root / LESSON_UN
    path.rename(path.with_suffix(".txt"))
    path.symlink_to(path.with_suffix(".txt").name)
    load_from(edited.root, now=NOW)


def test_a_link_to_nothing_is_refused(edited: Folder) -> None:
    path = edited.root / LESSON_UN
    path.unlink()
    path.symlink_to("nowhere.md")
    assert "ni un fichier, ni un dossier" in _refused(edited)


def test_a_source_is_never_looked_for_elsewhere(edited: Folder, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    edited.edit("knowledge/sources.yaml", "file: petite.txt", "file: ../../secret.txt")
    assert "n'a pas la forme attendue" in _refused(edited)


def test_a_pipe_is_refused_rather_than_waited_for(edited: Folder) -> None:
    edited.remove(LESSON_UN)
    os.mkfifo(edited.root / LESSON_UN)
    assert "ni un fichier, ni un dossier" in _refused(edited)


def test_a_folder_in_place_of_a_file_is_refused(edited: Folder) -> None:
    edited.remove(LESSON_UN)
    (edited.root / LESSON_UN).mkdir()
    assert "ce n'est pas un fichier" in _refused(edited)


def test_a_name_that_cannot_be_read_is_refused(edited: Folder) -> None:
    (Path(os.fsdecode(os.fsencode(edited.root) + b"/modules/\xff.md"))).write_text("x")
    assert "un nom de fichier est illisible" in _refused(edited)


def test_a_folder_that_does_not_exist_is_refused(small: Course, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="dossier introuvable"):
        load_from(tmp_path / "nowhere", now=NOW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x [1]\nb: *x\n", "les alias ne sont pas admis"),
        ("[" * 3000, "trop de niveaux"),
        ("a: 1\n---\nb: 2\n", "YAML illisible"),
    ],
)
def test_yaml_that_explodes_is_refused(edited: Folder, text: str, words: str) -> None:
    edited.write(COURSE, text)
    assert words in _refused(edited)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (LESSON_UN, "id: petite-un", "id: autre", "doit être le nom du fichier : « petite-un »"),
        (
            "modules/petit-second/module.yaml",
            "id: petit-second",
            "id: autre",
            "doit être le nom du dossier : « petit-second »",
        ),
    ],
)
def test_an_identifier_is_the_name_of_its_file(
    edited: Folder, name: str, old: str, new: str, words: str
) -> None:
    edited.edit(name, old, new)
    assert words in _refused(edited)


def test_a_lesson_may_stand_in_two_modules_when_it_is_the_same(edited: Folder) -> None:
    module = "modules/petit-second/module.yaml"
    edited.edit(module, "[petite-trois]", "[petite-trois, petite-un]")
    for path in (LESSON_UN, QUIZ_UN):
        copy = path.replace("petit-premier", "petit-second")
        edited.write(copy, (edited.root / path).read_bytes())
    load_from(edited.root, now=NOW)
    edited.edit("modules/petit-second/petite-un.md", "Fin.", "Autre fin.")
    assert "« petite-un » est déjà pris par une autre leçon" in _refused(edited)
