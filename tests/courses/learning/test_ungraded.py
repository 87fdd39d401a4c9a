"""A questionnaire that is there to think with: nobody must pass it."""

from typing import Any

import pytest
from django.urls import reverse

from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from courses.learning.formats import missing
from courses.learning.progressing import mark_read
from courses.learning.standing import standing_of
from tests.courses.small import NOW, QUIZ_DEUX, Folder
from tests.learners import fail_quiz


@pytest.fixture
def thinking(db: None, folder: Folder, alice: Any) -> Enrolment:
    """Alice follows the small course, whose second questionnaire has no threshold."""
    folder.edit(QUIZ_DEUX, "layout: one", "layout: one\ngraded: false")
    return enrol(folder.load(), by=alice, now=NOW)


def _place(enrolment: Enrolment) -> Any:
    found = standing_of(enrolment).outline.find("petite-deux")
    assert found is not None
    return found[1]


def test_the_lesson_is_done_once_read(thinking: Enrolment) -> None:
    standing = mark_read(thinking, _place(thinking), now=NOW)
    assert standing.is_done(_place(thinking))
    sentences = [one.sentence for one in missing([thinking], NOW)[thinking.pk]]
    assert not any("Leçon deux" in one for one in sentences)


def test_it_becomes_required_of_nobody_when_it_gets_a_threshold_later(
    thinking: Enrolment, folder: Folder
) -> None:
    mark_read(thinking, _place(thinking), now=NOW)
    folder.edit(QUIZ_DEUX, "\ngraded: false", "")
    folder.load()
    again = Enrolment.objects.with_course().get(pk=thinking.pk)
    assert standing_of(again).is_done(_place(again))


def test_its_pages_speak_of_no_threshold(thinking: Enrolment, alice: Any, signed_in: Any) -> None:
    browser = signed_in(alice)
    place = ["petite", "petite-deux"]
    mark_read(thinking, _place(thinking), now=NOW)
    lesson = browser.get(reverse("courses:learning:lesson", args=place)).content.decode()
    assert "Des questions pour réfléchir" in lesson
    start = browser.get(reverse("courses:learning:quiz", args=place)).content.decode()
    assert "70\u00a0%" not in start
    fail_quiz(thinking, _place(thinking), now=NOW)
    result = browser.get(reverse("courses:learning:result", args=[*place, 1])).content.decode()
    assert "ne compte pas pour l’attestation" in result
    assert "Le seuil est de" not in result
