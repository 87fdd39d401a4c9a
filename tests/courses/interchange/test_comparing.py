"""Files and the site, edited each on its side: nothing is silently lost."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.catalogue.models import Course, LessonVersion
from courses.interchange.comparing import Prefer, head_of
from courses.interchange.contents import content_of
from courses.interchange.exporting import export
from courses.interchange.loaded import ContentConflict
from courses.interchange.loading import load_from
from courses.interchange.manifests import NAME
from courses.interchange.writing_files import write_files
from tests.courses.interchange.conftest import files_of, state
from tests.courses.interchange.on_site import edit_lesson, edit_module, edit_quiz, publish
from tests.courses.small import COURSE, LESSON_UN, NOW, QUIZ_UN, Folder

LATER = NOW + timedelta(days=1)
UN = "petite-un"
MODULE = "modules/petit-premier/module.yaml"


def _body(slug: str = UN) -> str:
    head: Any = head_of("lesson", slug)
    return str(head.body)


def _load(folder: Folder, prefer: Prefer | None = None) -> Any:
    return load_from(folder.root, now=LATER, prefer=prefer)


def _refused(folder: Folder) -> ContentConflict:
    """The conflict of a load; nothing of which was kept."""
    before, files = state(), files_of(folder.root)
    with pytest.raises(ContentConflict) as caught:
        _load(folder)
    assert state() == before
    assert files_of(folder.root) == files
    return caught.value


@pytest.fixture
def exported(small: Course, tmp_path: Path) -> Folder:
    """The small course as the site exports it, with what each file said then."""
    made = export(["petite"])
    folder = Folder(tmp_path / "exported")
    for name in files_of(folder.root):
        folder.remove(name)
    write_files(made, folder.root)
    return folder


def test_what_the_file_alone_changed_is_written(small: Course, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    assert _load(folder).kept == []
    assert "Suite." in _body()


def test_what_the_site_alone_changed_is_kept_and_said(small: Course, folder: Folder) -> None:
    publish(edit_lesson(UN, body=("Fin.", "Écrit sur le site.")))
    out = StringIO()
    call_command("load_content", str(folder.root), stdout=out)
    assert f"n'ont pas été repris :\n  {LESSON_UN}\n" in out.getvalue()
    assert "Écrit sur le site." in _body()
    small.refresh_from_db()
    assert "Écrit sur le site." in _shown(small)


def _shown(course: Course) -> str:
    current: Any = course.current
    return "".join(
        place.lesson_version.body
        for module in current.module_places.all()
        for place in module.module_version.lesson_places.all()
    )


def test_a_draft_of_the_site_is_not_published_by_a_load(small: Course, folder: Folder) -> None:
    edit_lesson(UN, body=("Fin.", "Brouillon."))
    folder.edit("modules/petit-second/petite-trois.md", "Dernier texte.", "Tout dernier texte.")
    out = StringIO()
    call_command("load_content", str(folder.root), stdout=out)
    assert "non publiée : 1 brouillon(s) du site" in out.getvalue()
    small.refresh_from_db()
    assert "Brouillon." not in _shown(small)
    publish(head_of("lesson", UN))
    call_command("load_content", str(folder.root), stdout=StringIO())
    small.refresh_from_db()
    assert "Brouillon." in _shown(small)
    assert "Tout dernier texte." in _shown(small)


def test_what_both_changed_is_a_conflict_that_can_be_read(small: Course, folder: Folder) -> None:
    edit_lesson(UN, body=("Fin.", "Fin, écrite sur le site."))
    folder.edit(LESSON_UN, "Fin.", "Fin, écrite dans le fichier.")
    conflict = _refused(folder)
    assert list(conflict.conflicts) == [LESSON_UN]
    with pytest.raises(CommandError) as refused:
        call_command("load_content", str(folder.root))
    assert refused.value.returncode == 3
    told = str(refused.value)
    assert "--- écrit sur le site\n+++ écrit dans le fichier\n" in told
    assert "-Fin, écrite sur le site.\n+Fin, écrite dans le fichier." in told
    assert "--prefer file" in told


@pytest.mark.parametrize("prefer", list(Prefer))
def test_both_texts_of_a_conflict_stay_in_the_history(
    small: Course, folder: Folder, prefer: Prefer
) -> None:
    edit_lesson(UN, body=("Fin.", "Site."))
    folder.edit(LESSON_UN, "Fin.", "Fichier.")
    _load(folder, prefer)
    assert {"file": "Fichier.", "site": "Site."}[prefer] in _body()
    bodies = "".join(LessonVersion.objects.values_list("body", flat=True))
    assert "Fichier." in bodies
    assert "Site." in bodies
    before = state()
    _load(folder)  # decided once
    assert state() == before


def test_a_file_that_says_what_the_site_says_is_no_conflict(small: Course, folder: Folder) -> None:
    edit_lesson(UN, body=("Fin.", "Pareil."))
    folder.edit(LESSON_UN, "Fin.", "Pareil.")
    before = LessonVersion.objects.count()
    _load(folder)
    assert LessonVersion.objects.count() == before


def test_a_question_edited_on_both_sides_is_a_conflict(small: Course, folder: Folder) -> None:
    edit_quiz(UN, title="Titre du site")
    folder.edit(QUIZ_UN, "La bonne", "La meilleure")
    assert list(_refused(folder).conflicts) == [QUIZ_UN]


def test_a_questionnaire_edited_on_the_site_stays(small: Course, folder: Folder) -> None:
    edit_quiz(UN, title="Titre du site")
    assert _load(folder).kept == [QUIZ_UN]
    version: Any = head_of("lesson", UN)
    assert version.quiz_version.title == "Titre du site"


QUESTION = {"id": "q", "kind": "true_false", "prompt": "?", "cites": ["A902"], "answer": True}


def test_a_questionnaire_added_on_the_site_stays(small: Course, folder: Folder) -> None:
    edit_quiz("petite-trois", id="petite-trois", title="Du site", questions=[QUESTION])
    assert _load(folder).kept == ["modules/petit-second/petite-trois.quiz.yaml"]
    version: Any = head_of("lesson", "petite-trois")
    assert version.quiz_version.title == "Du site"


def test_a_questionnaire_whose_file_is_gone_leaves_the_lesson(
    small: Course, folder: Folder
) -> None:
    folder.remove(QUIZ_UN)
    _load(folder)
    version: Any = head_of("lesson", UN)
    assert version.quiz_version is None


def test_a_questionnaire_brought_back_on_the_site_stays(small: Course, folder: Folder) -> None:
    brought: Any = content_of(head_of("quiz", UN)).data
    folder.remove(QUIZ_UN)
    _load(folder)
    edit_quiz(UN, **brought)
    assert _load(folder).kept == [QUIZ_UN]


def test_a_questionnaire_removed_here_and_edited_there_is_a_conflict(
    small: Course, folder: Folder
) -> None:
    edit_quiz(UN, title="Titre du site")
    folder.remove(QUIZ_UN)
    conflict = _refused(folder)
    assert list(conflict.conflicts) == [QUIZ_UN]
    assert any(line.startswith("-title: ") for line in conflict.conflicts[QUIZ_UN].diff())
    _load(folder, Prefer.FILE)
    version: Any = head_of("lesson", UN)
    assert version.quiz_version is None


def test_a_lesson_added_on_the_site_stays_in_its_module(small: Course, folder: Folder) -> None:
    added = edit_lesson(UN, id="ajoutee", title="Ajoutée", quiz_version=None)
    held = [head_of("lesson", UN), head_of("lesson", "petite-deux"), added]
    edit_module("petit-premier", held)
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    assert _load(folder).kept == [MODULE]
    module: Any = head_of("module", "petit-premier")
    lessons = [one.lesson_version for one in module.lesson_places.all()]
    assert [one.lesson.slug for one in lessons] == [UN, "petite-deux", "ajoutee"]
    assert "Suite." in lessons[0].body


def test_an_exported_folder_may_be_edited_and_loaded_again_and_again(exported: Folder) -> None:
    for old, new in (("Fin.", "Suite."), ("Suite.", "Fin encore.")):
        exported.edit(LESSON_UN, old, new)
        _load(exported)
        assert new in _body()
    before = state()
    _load(exported)
    assert state() == before


def test_an_old_export_does_not_undo_what_came_after(exported: Folder, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Fin.", "Écrit après.")
    folder.load(LATER)
    assert _load(exported).kept == [LESSON_UN]
    assert "Écrit après." in _body()
    exported.edit(LESSON_UN, "Fin.", "Écrit d'après l'export.")
    assert list(_refused(exported).conflicts) == [LESSON_UN]


def test_an_export_of_another_site_is_not_ahead_of_this_one(
    exported: Folder, folder: Folder
) -> None:
    """What this site never said cannot be where its text comes from."""
    text = (exported.root / NAME).read_text(encoding="utf-8")
    hashed = next(line for line in text.splitlines() if LESSON_UN in line)
    exported.write(NAME, text.replace(hashed, f"  {LESSON_UN}: {'f' * 64}"))
    exported.edit(LESSON_UN, "Fin.", "Venu d'ailleurs.")
    assert _load(exported).kept == []
    assert "Venu d'ailleurs." in _body()


def test_a_course_edited_on_both_sides_is_a_conflict(small: Course, exported: Folder) -> None:
    exported.edit(COURSE, "Petite formation", "Formation du fichier")
    other = Folder(exported.root.parent / "other")
    other.edit(COURSE, "Petite formation", "Formation d'un autre fichier")
    other.load(LATER)
    assert list(_refused(exported).conflicts) == [COURSE]
    _load(exported, Prefer.SITE)
    version: Any = head_of("course", "petite")
    assert version.written["title"] == "Formation d'un autre fichier"


def test_a_manifest_that_is_wrong_is_refused(exported: Folder) -> None:
    exported.write(NAME, "files: oui\n")
    with pytest.raises(CommandError, match=r"export\.yaml, ligne 1"):
        call_command("load_content", str(exported.root))
