"""Leaving a course: after a page that says what stays, by oneself alone, and not for ever."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol, leave
from courses.enrolment.models import Enrolment
from courses.learning.models import JournalEntry, LessonProgress
from tests.courses.learning.views.test_forbidden import LESSON_URLS, _ask, _rows, _submitted, url
from tests.courses.pages import full
from tests.courses.small import NOW
from tests.learners import complete_course

HOME = reverse("courses:learning:home")
LESSON = "petite-trois"


@pytest.fixture
def left(follower: Enrolment) -> Enrolment:
    """Alice did something, then left."""
    _submitted(follower)
    leave(follower, now=NOW)
    return follower


def test_leaving_is_asked_then_done(follower: Enrolment, alice: Any, signed_in: Any) -> None:
    browser = signed_in(alice)
    assert full(browser.get(url("course"))).all("a", href=url("leave"))
    page = full(browser.get(url("leave")))
    assert "vous réinscrire" in page.html
    assert Enrolment.objects.open().count() == 1

    response = browser.post(url("leave"))
    assert response["Location"] == HOME
    assert not Enrolment.objects.open().exists()
    home = full(browser.get(HOME))
    assert "Vous avez quitté cette formation" in home.html
    assert home.all("section", **{"class": "todo"}) == home.all("ul", **{"class": "missing"}) == []


def test_leaving_takes_nothing_back(follower: Enrolment, alice: Any, signed_in: Any) -> None:
    complete_course(follower, now=NOW)
    browser = signed_in(alice)
    browser.post(url("journal", lesson=LESSON), {"text": "Ma note"})
    before = _rows()
    browser.post(url("leave"))
    assert _rows() == before
    assert JournalEntry.objects.get().text == "Ma note"


def test_who_left_reads_again_without_a_trace(left: Enrolment, alice: Any, signed_in: Any) -> None:
    browser, before = signed_in(alice), _rows()
    page = full(browser.get(url("lesson", lesson=LESSON)))
    assert "rien n’est enregistré" in page.html
    assert page.all("textarea") == []
    full(browser.get(url("result", lesson="petite-un")))
    for name, lesson, method in LESSON_URLS:
        if name not in {"lesson", "result"}:
            assert _ask(browser, name, lesson, method)["Location"] == url("course")
    assert _rows() == before


def test_enrolling_again_starts_afresh(left: Enrolment, alice: Any, signed_in: Any) -> None:
    browser = signed_in(alice)
    page = full(browser.get(url("course")))
    assert page.all("form", action=url("enrol"))
    assert page.all("a", href=url("leave")) == []
    assert browser.post(url("enrol"))["Location"] == url("lesson", lesson="petite-zero")
    browser.post(url("read", lesson=LESSON))
    assert LessonProgress.objects.get().enrolment == Enrolment.objects.open().get()
    assert full(browser.get(url("course"))).all("a", href=url("leave"))


def test_a_withdrawn_course_is_not_offered_again(
    left: Enrolment, small: Course, alice: Any, signed_in: Any
) -> None:
    Course.objects.filter(pk=small.pk).update(withdrawn_at=NOW)
    page = full(signed_in(alice).get(url("course")))
    assert "Me réinscrire" not in page.html


def test_nobody_leaves_who_does_not_follow(
    follower: Enrolment, omar: Any, tarik: Any, mina: Any, adele: Any, signed_in: Any
) -> None:
    for person in (omar, tarik, mina, adele):
        for method in ("get", "post"):
            response = getattr(signed_in(person), method)(url("leave"))
            assert response["Location"] == url("course")
    assert Enrolment.objects.open().get() == follower


def test_each_leaves_for_oneself_alone(
    follower: Enrolment, small: Course, adele: Any, signed_in: Any
) -> None:
    enrol(small, by=adele, now=NOW)
    signed_in(adele).post(url("leave"))
    assert Enrolment.objects.open().get() == follower


def test_leaving_twice_is_leaving_once(left: Enrolment, alice: Any, signed_in: Any) -> None:
    assert signed_in(alice).post(url("leave"))["Location"] == url("course")
    left.refresh_from_db()
    assert left.ended_at == NOW


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_asks_to_sign_in(follower: Enrolment, client: Client, method: str) -> None:
    response = getattr(client, method)(url("leave"))
    assert response["Location"] == f"{reverse('account_login')}?next={url('leave')}"
    assert Enrolment.objects.open().exists()
