"""How far a person is, whatever becomes of the course meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.attempts.models import Score
from courses.catalogue.models import Course
from courses.catalogue.outline import LessonPlace
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from courses.learning.plan import plan
from courses.learning.progressing import mark_read, move_to
from courses.learning.standing import Standing, standing_of, standings
from tests.courses.small import COURSE, LESSON_UN, NOW, Folder
from tests.learners import complete_course, pass_quiz

LATER = NOW + timedelta(days=1)
MODULE = "modules/petit-premier/module.yaml"
NEW = "---\nid: petite-neuve\ntitle: Neuve\nminutes: 5\n---\nNeuf.\n"


def _standing(enrolment: Enrolment) -> Standing:
    """As a page sees it: read from the database."""
    return standing_of(Enrolment.objects.with_course().get(pk=enrolment.pk))


def _place(enrolment: Enrolment, slug: str) -> LessonPlace:
    found = _standing(enrolment).outline.find(slug)
    assert found is not None
    return found[1]


def _slugs(places: tuple[LessonPlace, ...]) -> list[str]:
    return [place.slug for place in places]


def _add_lesson(folder: Folder) -> None:
    folder.write("modules/petit-premier/petite-neuve.md", NEW)
    folder.edit(MODULE, "  - petite-un\n", "  - petite-neuve\n  - petite-un\n")
    folder.load(LATER)


def test_a_new_learner_has_everything_required_to_do(follower: Enrolment) -> None:
    standing = _standing(follower)
    assert _slugs(standing.remaining) == ["petite-un", "petite-deux", "petite-trois"]
    assert (standing.done_count, standing.percent) == (0, 0)
    assert standing.next_place is not None
    assert standing.next_place.slug == "petite-zero"


def test_a_lesson_is_done_once_read_and_its_questionnaire_passed(follower: Enrolment) -> None:
    one, three = _place(follower, "petite-un"), _place(follower, "petite-trois")
    mark_read(follower, one, now=NOW)
    assert not _standing(follower).is_done(one)
    pass_quiz(follower, one, now=NOW)
    assert _standing(follower).is_done(one)
    mark_read(follower, three, now=NOW)
    standing = _standing(follower)
    assert standing.is_done(three)
    assert (standing.done_count, standing.percent) == (2, 66)
    assert [standing.module_is_done(module) for module in standing.outline.modules] == [
        False,
        False,
        True,
    ]


def test_a_questionnaire_passed_without_reading_is_not_done(follower: Enrolment) -> None:
    one = _place(follower, "petite-un")
    pass_quiz(follower, one, now=NOW)
    assert not _standing(follower).is_done(one)


@pytest.mark.parametrize(("percent", "is_passed"), [(69, False), (70, True), (71, True)])
def test_the_threshold_itself_is_enough(follower: Enrolment, percent: int, is_passed: bool) -> None:
    one = _place(follower, "petite-un")
    score = pass_quiz(follower, one, now=NOW)
    Score.objects.filter(pk=score.pk).update(percent=percent)
    assert _standing(follower).has_passed(one) is is_passed


@pytest.mark.parametrize(("later", "expected"), [(50, 50), (90, 70)])
def test_the_threshold_is_the_lower_of_both_versions(
    follower: Enrolment, folder: Folder, later: int, expected: int
) -> None:
    folder.edit(COURSE, "quiz_percent: 70", f"quiz_percent: {later}")
    folder.load(LATER)
    assert _standing(follower).threshold == expected


def test_a_lesson_added_later_is_offered_and_never_demanded(
    follower: Enrolment, folder: Folder
) -> None:
    mark_read(follower, _place(follower, "petite-trois"), now=NOW)
    before = _standing(follower)
    _add_lesson(folder)
    after = _standing(follower)
    new = _place(follower, "petite-neuve")
    assert _slugs(after.required) == _slugs(before.required)
    assert after.percent == before.percent
    assert after.is_added(new)
    assert not after.is_required(new)
    complete_course(Enrolment.objects.with_course().get(pk=follower.pk), now=LATER)
    assert _standing(follower).percent == 100
    assert not _standing(follower).is_read(new)


def test_a_lesson_added_later_is_required_of_who_enrols_later(
    follower: Enrolment, folder: Folder, omar: Any
) -> None:
    _add_lesson(folder)
    course = Course.objects.select_related("current").get(slug="petite")
    standing = _standing(enrol(course, by=omar, now=LATER))
    assert "petite-neuve" in _slugs(standing.required)


def test_a_lesson_removed_later_is_no_longer_demanded(follower: Enrolment, folder: Folder) -> None:
    folder.edit(MODULE, "  - petite-un\n", "")
    folder.load(LATER)
    assert _slugs(_standing(follower).required) == ["petite-deux", "petite-trois"]


def test_a_module_made_optional_or_required_later_is_not_demanded(
    follower: Enrolment, folder: Folder
) -> None:
    folder.edit(COURSE, "    required: true\n", "    required: false\n")
    folder.edit(COURSE, "petit-accueil\n    required: false\n", "petit-accueil\n")
    folder.load(LATER)
    assert _slugs(_standing(follower).required) == ["petite-un", "petite-deux"]


def test_a_lesson_rewritten_later_stays_read(follower: Enrolment, folder: Folder) -> None:
    one = _place(follower, "petite-un")
    mark_read(follower, one, now=NOW)
    pass_quiz(follower, one, now=NOW)
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.load(LATER)
    new = _place(follower, "petite-un")
    assert new.version != one.version
    assert _standing(follower).is_done(new)


def test_a_questionnaire_added_later_is_not_demanded(follower: Enrolment, folder: Folder) -> None:
    mark_read(follower, _place(follower, "petite-trois"), now=NOW)
    folder.write(
        "modules/petit-second/petite-trois.quiz.yaml",
        "id: petite-trois\ntitle: x\nquestions:\n"
        "  - {id: a, kind: true_false, prompt: b, cites: [A902], answer: true}\n",
    )
    folder.load(LATER)
    standing, place = _standing(follower), _place(follower, "petite-trois")
    assert place.quiz is not None
    assert not standing.has_quiz_to_pass(place)
    assert standing.is_done(place)


def test_next_place_is_where_one_stopped_then_what_remains(follower: Enrolment) -> None:
    two, three = _place(follower, "petite-deux"), _place(follower, "petite-trois")
    mark_read(follower, three, now=NOW)
    assert _standing(follower).next_place == _place(follower, "petite-un")
    move_to(follower, two, now=NOW)
    assert _standing(follower).next_place == two


def test_next_place_is_none_once_all_is_done(follower: Enrolment) -> None:
    complete_course(follower, now=NOW)
    assert _standing(follower).next_place is None


def test_plan_tells_what_is_done_current_and_next(follower: Enrolment) -> None:
    one, two = _place(follower, "petite-un"), _place(follower, "petite-deux")
    mark_read(follower, one, now=NOW)
    pass_quiz(follower, one, now=NOW)
    standing = _standing(follower)
    current = standing.outline.find("petite-trois")
    assert current is not None
    shown = {
        lesson.place.slug: (lesson.is_done, lesson.is_current, lesson.is_next)
        for module in plan(standing, current[1])
        for lesson in module.lessons
    }
    assert shown["petite-un"] == (True, False, False)
    assert shown["petite-trois"] == (False, True, False)
    assert shown[two.slug] == (False, False, True)
    assert [slug for slug, state in shown.items() if state[2]] == ["petite-deux"]


def test_standings_cost_the_same_for_one_and_for_three(
    follower: Enrolment, small: Course, alice: Any, omar: Any, tarik: Any, folder: Folder
) -> None:
    for person in (omar, tarik):
        enrol(small, by=person, now=NOW)
    folder.edit(COURSE, "quiz_percent: 70", "quiz_percent: 80")
    folder.load(LATER)

    def count(enrolments: list[Enrolment]) -> int:
        with CaptureQueriesContext(connection) as queries:
            for standing in standings(enrolments).values():
                assert standing.threshold == 70
        return len(queries)

    everybody = list(Enrolment.objects.with_course().filter(course=small))
    assert len(everybody) == 3
    one = list(Enrolment.objects.with_course().filter(pk=follower.pk))
    assert count(one) == count(everybody) == 2
