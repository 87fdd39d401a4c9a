"""The outline kept in each version of a course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.catalogue.durations import spoken_duration
from courses.catalogue.models import Course, CourseVersion
from courses.catalogue.outline import Outline, outline_of


@pytest.fixture
def outline(small: Course) -> Outline:
    return outline_of(CourseVersion.objects.get(pk=small.current_id))


def test_outline_has_modules_and_lessons_in_order(outline: Outline) -> None:
    assert [module.slug for module in outline.modules] == [
        "petit-accueil",
        "petit-premier",
        "petit-second",
    ]
    assert [lesson.slug for lesson in outline.lessons] == [
        "petite-zero",
        "petite-un",
        "petite-deux",
        "petite-trois",
    ]


def test_outline_counts_required_modules_alone(outline: Outline) -> None:
    assert [(one.is_required, one.number) for one in outline.modules] == [
        (False, None),
        (True, 1),
        (True, 2),
    ]
    assert [one.slug for one in outline.required] == ["petite-un", "petite-deux", "petite-trois"]
    assert outline.minutes == 65
    assert [one.minutes for one in outline.modules] == [2, 30, 35]


def test_outline_names_each_questionnaire(outline: Outline) -> None:
    assert [one.quiz is not None for one in outline.lessons] == [False, True, True, False]
    assert [one.quiz_version is not None for one in outline.lessons] == [False, True, True, False]


def test_find_gives_the_module_and_the_lesson(outline: Outline) -> None:
    found = outline.find("petite-deux")
    assert found is not None
    module, lesson = found
    assert (module.slug, lesson.slug, lesson.number) == ("petit-premier", "petite-deux", 2)
    assert outline.find("inconnue") is None


def test_neighbours_go_from_one_module_to_the_next(outline: Outline) -> None:
    zero, one, two, three = outline.lessons
    assert outline.neighbours(zero) == (None, one)
    assert outline.neighbours(two) == (one, three)
    assert outline.neighbours(three) == (two, None)


def test_outline_of_a_loaded_version_asks_nothing(small: Course) -> None:
    version = CourseVersion.objects.get(pk=small.current_id)
    with CaptureQueriesContext(connection) as queries:
        assert outline_of(version) is outline_of(version)
    assert len(queries) == 0


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0\u00a0min"), (45, "45\u00a0min"), (60, "1\u00a0h"), (65, "1\u00a0h\u00a005"),
     (150, "2\u00a0h\u00a030")],
)  # fmt: skip
def test_spoken_duration(minutes: int, words: str) -> None:
    assert spoken_duration(minutes) == words
