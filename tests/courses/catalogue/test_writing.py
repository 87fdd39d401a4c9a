"""Writing: what changed gets a new version, and nothing else does."""

from datetime import timedelta

import pytest
from django.apps import apps

from courses.assessment.models import Question, Quiz
from courses.catalogue.models import Course, Lesson, LessonCitation, LessonVersion, Module
from courses.catalogue.outline import outline_of
from courses.versioning import Version, stable_uuid
from tests.courses.small import COURSE, LESSON_UN, NOW, QUIZ_UN, Folder

LATER = NOW + timedelta(days=1)
VERSIONS = [model for model in apps.get_models() if issubclass(model, Version)]


def _heads() -> dict[str, int]:
    """How many versions each thing has, « lesson petite-un » among them."""
    found: dict[str, int] = {}
    for model in VERSIONS:
        for version in model.objects.select_related(model.IDENTITY):
            identity = getattr(version, model.IDENTITY)
            name = f"{model.IDENTITY} {getattr(identity, 'slug', None) or identity.key}"
            found[name] = max(found.get(name, 0), version.number)
    return found


def _changed(before: dict[str, int]) -> set[str]:
    after = _heads()
    assert set(before) <= set(after)
    return {key for key, number in after.items() if number != before.get(key)}


def test_load_again_writes_no_version(small: Course, folder: Folder) -> None:
    before = _heads()
    folder.load(LATER)
    assert _changed(before) == set()


def test_a_changed_lesson_makes_its_lesson_module_and_course_anew_and_nothing_else(
    small: Course, folder: Folder
) -> None:
    before = _heads()
    folder.edit(LESSON_UN, "Fin.", "Fin, autrement.")
    course = folder.load(LATER)
    assert _changed(before) == {"lesson petite-un", "module petit-premier", "course petite"}
    assert course.current.number == 2
    assert "autrement" in LessonVersion.objects.head(Lesson.objects.get(slug="petite-un")).html


def test_a_changed_question_makes_all_that_holds_it_anew(small: Course, folder: Folder) -> None:
    before = _heads()
    folder.edit(QUIZ_UN, "Relisez.", "Relisez encore.")
    folder.load(LATER)
    assert _changed(before) == {
        "question seule",
        "quiz petite-un",
        "lesson petite-un",
        "module petit-premier",
        "course petite",
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("modules/petit-second/module.yaml", "title: Second", "title: Autre",
         {"module petit-second", "course petite"}),
        (COURSE, "quiz_percent: 70", "quiz_percent: 80", {"course petite"}),
        (COURSE, "required: false", "required: true", {"course petite"}),
        (LESSON_UN, "minutes: 10", "minutes: 11",
         {"lesson petite-un", "module petit-premier", "course petite"}),
        (LESSON_UN, "findings: [R901]\n", "",
         {"lesson petite-un", "module petit-premier", "course petite"}),
    ],
)  # fmt: skip
def test_a_changed_setting_makes_anew_what_holds_it(
    small: Course, folder: Folder, file: str, old: str, new: str, changed: set[str]
) -> None:
    before = _heads()
    folder.edit(file, old, new)
    folder.load(LATER)
    assert _changed(before) == changed


def test_a_corrected_decision_makes_anew_the_lessons_that_cite_it(
    small: Course, folder: Folder
) -> None:
    folder.edit(LESSON_UN, "Fin.", "/// lecture | C901\nNous lisons.\n///")
    folder.load(LATER)
    before = _heads()
    folder.edit("knowledge/decisions.yaml", "Nous avons choisi.", "Nous avons changé d'avis.")
    folder.load(LATER)
    # The third question of its questionnaire rests on it too.
    assert _changed(before) == {
        "question vrai",
        "quiz petite-un",
        "lesson petite-un",
        "module petit-premier",
        "course petite",
    }
    texts = LessonCitation.objects.filter(decision__code="C901").order_by("lesson_version__number")
    assert [one.text for one in texts] == ["Nous avons choisi.", "Nous avons changé d’avis."]


def test_content_that_comes_back_is_a_third_version(small: Course, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.load(LATER)
    folder.edit(LESSON_UN, "Suite.", "Fin.")
    course = folder.load(LATER)
    versions = list(course.versions.order_by("number"))
    assert [one.number for one in versions] == [1, 2, 3]
    assert versions[0].content_hash == versions[2].content_hash != versions[1].content_hash


def test_html_rendered_otherwise_is_kept_without_a_new_version(
    small: Course, folder: Folder
) -> None:
    version = LessonVersion.objects.get(lesson__slug="petite-un")
    LessonVersion.objects.filter(pk=version.pk).update(html="<p>ancien rendu</p>")
    before = _heads()
    folder.load(LATER)
    assert _changed(before) == set()
    version.refresh_from_db()
    assert "ancien rendu" not in version.html


def test_write_lesson_keeps_what_it_cites_as_it_was(small: Course) -> None:
    citation = LessonCitation.objects.get(lesson_version__lesson__slug="petite-un")
    assert (citation.statement.code, citation.text, citation.mark) == (
        "A902",
        "Un fait daté.",
        "source",
    )


def test_identities_have_the_uuid_of_what_their_files_say(small: Course) -> None:
    assert small.uuid == stable_uuid("course", "petite")
    for model, kind, name in (
        (Module, "module", "slug"),
        (Lesson, "lesson", "slug"),
        (Quiz, "quiz", "key"),
    ):
        for one in model.objects.all():
            assert one.uuid == stable_uuid(kind, getattr(one, name))
    for one in Question.objects.select_related("quiz"):
        assert one.uuid == stable_uuid("question", f"{one.quiz.key}/{one.key}")


def test_a_lesson_out_of_its_module_is_withdrawn_and_never_deleted(
    small: Course, folder: Folder
) -> None:
    folder.edit("modules/petit-premier/module.yaml", "  - petite-un\n", "")
    course = folder.load(LATER)
    assert outline_of(course.current).find("petite-un") is None
    assert Lesson.objects.filter(slug="petite-un").exists()


def test_one_module_in_two_courses_is_one_module(small: Course, folder: Folder) -> None:
    folder.write(
        "courses/autre.yaml",
        "id: autre\ntitle: Autre\nsummary: x\nformat: mooc\naims: [x]\nquiz_percent: 50\n"
        "modules: [{id: petit-second}]\n",
    )
    before = _heads()
    folder.load(LATER)
    assert _changed(before) == {"course autre"}
