"""The same act twice at the same instant, on committed data, in threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

from django.contrib.auth import get_user_model
from django.db import connection, connections

from courses.assessment.models import QuizVersion
from courses.attempts.attempting import Sheet, save_answers, start_attempt, submit_attempt
from courses.attempts.models import Score
from courses.catalogue.models import Course
from courses.catalogue.outline import LessonPlace, outline_of
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Cohort, Enrolment
from courses.learning.models import Completion, LessonProgress
from courses.learning.progressing import mark_read
from tests.courses.small import NOW
from tests.learners import answers_to, pass_quiz

T = TypeVar("T")
LATER = NOW + timedelta(days=1)


def at_once(*acts: Callable[[], T]) -> list[T]:
    """What each act returns, all started at the same instant, each in a thread of its own."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        try:
            connection.ensure_connection()
            gate.wait(timeout=10)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def fresh(enrolment: Enrolment) -> Enrolment:
    """As a request of its own would load it."""
    found: Enrolment = Enrolment.objects.with_course().get(pk=enrolment.pk)
    return found


def test_enrol_five_times_at_once_is_one(course: Course) -> None:
    ines = get_user_model().objects.create_user(email="ines@example.org")
    places = at_once(*[lambda: enrol(course, by=ines, now=NOW)] * 5)
    assert len({place.pk for place in places}) == 1
    assert Enrolment.objects.filter(person=ines).count() == 1
    assert Cohort.objects.filter(course=course, is_standing=True).count() == 1


def test_start_and_submit_at_once_make_one_attempt_and_one_score(course: Course) -> None:
    ines = get_user_model().objects.create_user(email="ines@example.org")
    enrolment = enrol(course, by=ines, now=NOW)
    place = outline_of(course.current).required[0]
    version = QuizVersion.objects.get(pk=place.quiz_version)

    attempts = at_once(*[lambda: start_attempt(enrolment, version, now=NOW)] * 4)
    assert len({attempt.pk for attempt in attempts}) == 1

    sheet = Sheet.of(attempts[0])
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    scores = at_once(*[lambda: submit_attempt(Sheet.of(attempts[0]), now=NOW)] * 4)
    assert {(score.pk, score.percent) for score in scores} == {(scores[0].pk, 100)}
    assert Score.objects.filter(attempt=sheet.attempt).count() == 1


def _ready(course: Course, email: str) -> tuple[Enrolment, LessonPlace, LessonPlace]:
    """Somebody who has all but two facts: two lessons still to read."""
    person = get_user_model().objects.create_user(email=email, certificate_name="Inès Roux")
    enrolment = enrol(course, by=person, now=NOW)
    *others, one, two = outline_of(course.current).required
    for place in (*others, one, two):
        if place.quiz:
            pass_quiz(enrolment, place, now=NOW)
    for place in others:
        mark_read(enrolment, place, now=NOW)
    return enrolment, one, two


def test_two_last_facts_at_once_still_complete_the_course(course: Course) -> None:
    for turn in range(3):
        enrolment, one, two = _ready(course, f"ines{turn}@example.org")
        found = at_once(
            lambda enrolment=enrolment, place=one: mark_read(fresh(enrolment), place, now=LATER),
            lambda enrolment=enrolment, place=two: mark_read(fresh(enrolment), place, now=LATER),
        )
        assert len([one for one in found if one.completion]) == 1
        assert Completion.objects.filter(enrolment=enrolment).count() == 1


def test_the_same_last_fact_at_once_completes_the_course_once(course: Course) -> None:
    enrolment, one, two = _ready(course, "ines@example.org")
    mark_read(enrolment, one, now=NOW)
    found = at_once(*[lambda: mark_read(fresh(enrolment), two, now=LATER)] * 4)
    assert len([one for one in found if one.completion]) == 1
    assert Completion.objects.filter(enrolment=enrolment).count() == 1
    assert LessonProgress.objects.filter(enrolment=enrolment, lesson=two.lesson).count() == 1
