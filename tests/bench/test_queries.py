"""Few queries, and as many whatever the number of lessons, learners and findings."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from courses.catalogue.models import Course, LessonVersion
from courses.catalogue.outline import outline_of
from courses.enrolment.models import Enrolment
from courses.interchange.loading import load_content
from courses.knowledge.models import Finding
from tests.bench.content import write_content
from tests.bench.people import enrol_many, give_past

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


def _course(folder: Path, slug: str, **size: int) -> Course:
    (course,) = load_content(write_content(folder / slug, slug, **size), now=timezone.now())
    return course


def _learner(course: Course, *, among: int) -> Enrolment:
    """One of so many, all at the third lesson."""
    learners = enrol_many(course, among, now=timezone.now())
    give_past(learners, lessons=2, now=timezone.now())
    return learners[among // 2]


def _counts(browser: Client, course: Course) -> dict[str, int]:
    """The queries of each page of a learner who is at the third lesson, transactions included."""
    first, _second, third, *_rest = outline_of(course.current).lessons
    asked = {
        "lesson": lambda: browser.get(_url("lesson", course, first.slug)),
        "quiz": lambda: browser.get(_url("quiz", course, third.slug)),
        "course": lambda: browser.get(reverse("courses:learning:course", args=[course.slug])),
        "home": lambda: browser.get(reverse("courses:learning:home")),
        "read": lambda: browser.post(
            _url("read", course, third.slug), headers={"HX-Request": "true"}
        ),
        "catalogue": lambda: browser.get(reverse("courses:catalogue:list")),
        "findings": lambda: browser.get(reverse("courses:library:findings")),
    }
    return {name: _count(ask) for name, ask in asked.items()}


def _count(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == 200
    return len(queries)


def _url(name: str, course: Course, lesson: str) -> str:
    return reverse(f"courses:learning:{name}", args=[course.slug, lesson])


def test_a_long_lesson_and_saving_progress_take_few_queries(
    tmp_path: Path, signed_in: SignIn
) -> None:
    course = _course(tmp_path, "longue", lessons=3, words=2000)
    place = outline_of(course.current).lessons[0]
    assert len(strip_tags(LessonVersion.objects.get(pk=place.version).html).split()) >= 2000

    counted = _counts(signed_in(_learner(course, among=1).person), course)

    # Opening a lesson moves the position; reading the third completes nothing yet.
    assert counted["lesson"] <= 8
    assert counted["read"] <= 9


def test_saving_progress_that_completes_a_module_takes_no_more(
    tmp_path: Path, signed_in: SignIn
) -> None:
    course = _course(tmp_path, "deux-modules", lessons=8)
    learner = enrol_many(course, 1, now=timezone.now())[0]
    give_past([learner], lessons=7, now=timezone.now())
    last = outline_of(course.current).lessons[-1]
    browser = signed_in(learner.person)

    def read() -> Any:
        return browser.post(_url("read", course, last.slug), headers={"HX-Request": "true"})

    assert not learner.module_completions.exists()
    assert _count(read) <= 9
    assert learner.module_completions.count() == 1


def test_queries_do_not_grow_with_lessons_learners_and_findings(
    tmp_path: Path, signed_in: SignIn
) -> None:
    small = _course(tmp_path, "petite", lessons=7)
    few = Finding.objects.count()
    alone = _counts(signed_in(_learner(small, among=3).person), small)

    large = _course(tmp_path, "grande", lessons=40, findings=40)
    assert Finding.objects.count() == few + 40
    assert _counts(signed_in(_learner(large, among=300).person), large) == alone
