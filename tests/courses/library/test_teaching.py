"""Where something is taught, and whether it was written after other words than today's."""

from typing import Any

import pytest

from courses.catalogue.depending import dependants_of
from courses.catalogue.models import Course
from courses.knowledge.models import Decision, Finding, Reference, Statement
from courses.library.teaching import CourseUse, where_taught
from tests.courses.small import LESSON_UN, Folder

FINDINGS = "knowledge/findings.yaml"


def _taught(course: Course) -> list[CourseUse]:
    finding = Finding.objects.get(code="R901")
    statements = [place.statement for place in finding.places.all()]
    return [use for use in where_taught(statements, finding) if use.course == course]


def test_passages_and_questions_are_found_in_their_order(small: Course) -> None:
    (use,) = _taught(small)
    assert [lesson.place.slug for lesson in use.lessons] == ["petite-un", "petite-deux"]
    first, second = use.lessons
    assert [(one.mark, one.codes) for one in first.passages] == [("source", ["A902"])]
    assert [one.html.split("\u202f")[0] for one in first.questions] == [
        "Laquelle",
        "Lesquelles",
        "Reliez.",
        "Rangez.",
    ]
    assert second.passages == []
    assert len(second.questions) == 2
    assert not first.is_earlier


@pytest.mark.parametrize(
    ("model", "code", "prompt"), [(Reference, "B901", "Lesquelles"), (Decision, "C901", "Vrai")]
)
def test_references_and_decisions_are_found_too(
    small: Course, model: Any, code: str, prompt: str
) -> None:
    (use,) = where_taught([model.objects.get(code=code)])
    (lesson,) = use.lessons
    assert [one.html.split("\u202f")[0] for one in lesson.questions] == [prompt]


def test_a_passage_that_cites_two_statements_is_one_passage(small: Course, folder: Folder) -> None:
    folder.edit(LESSON_UN, "/// source | A902", "/// source | A903 A902")
    (use,) = _taught(folder.load())
    assert [one.codes for one in use.lessons[0].passages] == [["A903", "A902"]]


def test_a_finding_that_changed_is_said_until_the_course_is_published_again(
    small: Course, folder: Folder
) -> None:
    folder.edit(FINDINGS, "status: thesis", "status: model")
    folder.load(publish=False)
    (use,) = _taught(small)
    assert [lesson.is_earlier for lesson in use.lessons] == [True, False]
    folder.load()
    (use,) = _taught(small)
    assert [lesson.is_earlier for lesson in use.lessons] == [False, False]


def test_a_statement_that_changed_is_said_of_passages_and_questions(
    small: Course, folder: Folder
) -> None:
    Statement.objects.filter(code="A902").update(text="Un fait corrigé.")
    (use,) = _taught(small)
    assert [one.is_earlier for one in use.lessons[0].passages] == [True]
    assert [one.is_earlier for one in use.lessons[0].questions] == [True, False, True, True]


def test_what_is_not_published_is_shown_to_nobody(small: Course, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Fin.", "/// source | A903\n///\n\nFin.")
    folder.load(publish=False)
    (use,) = _taught(small)
    assert [one.codes for one in use.lessons[0].passages] == [["A902"]]


# What must be read again ------------------------------------------------------------------------


def _dependants() -> list[tuple[str, int, bool, bool, list[str]]]:
    finding = Finding.objects.get(code="R901")
    return [
        (
            one.version.lesson.slug,
            one.version.number,
            one.is_draft,
            one.is_earlier,
            [course.slug for course in one.courses],
        )
        for one in dependants_of(finding)
    ]


def test_dependants_are_up_to_date_after_a_load(small: Course) -> None:
    assert _dependants() == [
        ("petite-deux", 1, False, False, ["petite"]),
        ("petite-un", 1, False, False, ["petite"]),
    ]


def test_dependants_put_what_must_be_read_again_first_drafts_included(
    small: Course, folder: Folder
) -> None:
    folder.edit(FINDINGS, "status: thesis", "status: model")
    folder.load(publish=False)
    assert _dependants() == [
        ("petite-un", 1, False, True, ["petite"]),
        ("petite-deux", 1, False, False, ["petite"]),
        ("petite-un", 2, True, False, []),
    ]


def test_dependants_see_a_corrected_statement(small: Course, folder: Folder) -> None:
    Statement.objects.filter(code="A902").update(text="Un fait corrigé.")
    assert [(slug, earlier) for slug, _n, _d, earlier, _c in _dependants()] == [
        ("petite-deux", True),  # its questions ask about the words of before
        ("petite-un", True),
    ]


def test_dependants_of_a_finding_that_nobody_teaches(small: Course, folder: Folder) -> None:
    more = (
        "  - {code: R910, title: x, statements: [A901], status: thesis, axis: qualify, "
        "prisms: []}\n"
    )
    folder.write(FINDINGS, (folder.root / FINDINGS).read_text(encoding="utf-8") + more)
    folder.load()
    assert dependants_of(Finding.objects.get(code="R910")) == []


def test_a_withdrawn_course_teaches_nothing_and_its_lessons_still_depend(small: Course) -> None:
    Course.objects.filter(pk=small.pk).update(withdrawn_at="2026-03-03T00:00:00Z")
    assert _taught(small) == []
    assert [courses for *_rest, courses in _dependants()] == [[], []]
