"""Every page of a learner, asked by each person who may not have it."""

from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.assessment.models import QuizVersion
from courses.attempts.attempting import Sheet, keep_answers, start_attempt
from courses.attempts.models import Attempt
from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from courses.learning.progressing import hand_in
from tests.courses.pages import full
from tests.courses.small import NOW

LESSON, QUIZ = "petite-trois", "petite-un"
# name of the URL, its lesson, its method.
LESSON_URLS = [
    ("lesson", LESSON, "get"),
    ("read", LESSON, "post"),
    ("position", LESSON, "post"),
    ("journal", LESSON, "post"),
    ("quiz", QUIZ, "get"),
    ("start", QUIZ, "post"),
    ("answers", QUIZ, "post"),
    ("result", QUIZ, "get"),
]
TYPED = {"journal", "answers"}  # what was typed is not lost on the way
DATA = {"text": "une note", "anchor": "c-x", "submit": "1"}


def url(name: str, course: str = "petite", lesson: str = "") -> str:
    arguments: list[Any] = [course, lesson] if lesson else [course]
    return reverse(
        f"courses:learning:{name}", args=[*arguments, 1] if name == "result" else arguments
    )


def _rows() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_app_config("courses").get_models()
    }


def _ask(browser: Client, name: str, lesson: str, method: str, **more: Any) -> Any:
    return getattr(browser, method)(url(name, lesson=lesson), DATA, **more)


@pytest.mark.parametrize(("name", "lesson", "method"), LESSON_URLS)
def test_anonymous_is_led_to_sign_in_and_writes_nothing(
    small: Course, client: Client, name: str, lesson: str, method: str
) -> None:
    before = _rows()
    response = _ask(client, name, lesson, method)
    sign_in = f"{reverse('account_login')}?next="
    if name in TYPED:
        assert sign_in in full(response, 403).html
    else:
        assert response.status_code == 302
        assert response["Location"].startswith(sign_in)
    assert _rows() == before


@pytest.mark.parametrize("name", ["home", "enrol"])
def test_anonymous_is_led_to_sign_in_for_one_s_own_pages(
    small: Course, client: Client, name: str
) -> None:
    address = reverse("courses:learning:home") if name == "home" else url("enrol")
    response = client.get(address) if name == "home" else client.post(address)
    assert response["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize(("name", "lesson", "method"), LESSON_URLS)
def test_an_outsider_is_led_to_the_course_and_writes_nothing(
    small: Course, omar: Any, signed_in: Any, name: str, lesson: str, method: str
) -> None:
    before = _rows()
    response = _ask(signed_in(omar), name, lesson, method)
    assert response.status_code == 302
    assert response["Location"] == url("course")
    assert _rows() == before


@pytest.mark.parametrize(
    ("name", "lesson", "method"), [one for one in LESSON_URLS if one[0] != "lesson"]
)
def test_who_previews_writes_nothing_and_has_no_questionnaire(
    course: Course, tarik: Any, mina: Any, adele: Any, signed_in: Any,
    name: str, lesson: str, method: str,
) -> None:  # fmt: skip
    before = _rows()
    for person in (tarik, mina, adele):
        address = url(name, course.slug, "qui-est-le-rameau")
        response = getattr(signed_in(person), method)(address, DATA)
        assert response.status_code == 302
        assert response["Location"] == url("course", course.slug)
    assert _rows() == before


def test_who_previews_reads_without_a_trace(
    course: Course, tarik: Any, mina: Any, adele: Any, signed_in: Any
) -> None:
    before = _rows()
    for person in (tarik, mina, adele):
        page = full(signed_in(person).get(url("lesson", course.slug, "qui-est-le-rameau")))
        assert page.all("form", id="carnet") == []
        assert 'data-position="' not in page.html
        assert url("read", course.slug, "qui-est-le-rameau") not in page.html
    assert _rows() == before


@pytest.mark.parametrize(("name", "lesson", "method"), LESSON_URLS)
def test_an_unknown_lesson_or_course_is_not_found(
    follower: Enrolment, alice: Any, signed_in: Any, name: str, lesson: str, method: str
) -> None:
    browser = signed_in(alice)
    for course, other in (("petite", "inconnue"), ("inconnue", lesson)):
        response = getattr(browser, method)(url(name, course, other), DATA)
        assert response.status_code == 404


@pytest.mark.parametrize("name", ["course", "enrol"])
def test_an_unknown_course_is_not_found(
    alice: Any, signed_in: Any, course: Course, name: str
) -> None:
    method = "get" if name == "course" else "post"
    assert getattr(signed_in(alice), method)(url(name, "inconnue")).status_code == 404


@pytest.mark.parametrize("name", ["quiz", "start", "answers", "result"])
def test_a_lesson_without_questionnaire_has_none(
    follower: Enrolment, alice: Any, signed_in: Any, name: str
) -> None:
    method = "post" if name in {"start", "answers"} else "get"
    response = getattr(signed_in(alice), method)(url(name, lesson=LESSON), DATA)
    assert response.status_code == 404
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("name", ["read", "position", "journal", "start", "answers"])
def test_a_get_writes_nothing_and_goes_back(
    follower: Enrolment, alice: Any, signed_in: Any, name: str
) -> None:
    """Where a sign-in leads, after a POST by somebody signed out."""
    before = _rows()
    browser = signed_in(alice)
    response = browser.get(url(name, lesson=QUIZ))
    back = "quiz" if name in {"start", "answers"} else "lesson"
    assert (response.status_code, response["Location"]) == (302, url(back, lesson=QUIZ))
    assert _rows() == before
    assert browser.put(url(name, lesson=QUIZ)).status_code == 405


def test_a_note_typed_once_signed_out_is_given_back(small: Course, client: Client) -> None:
    page = full(client.post(url("journal", lesson=LESSON), {"text": "\nMa <note>\nà moi"}), 403)
    assert "\n\nMa &lt;note&gt;\nà moi</textarea>" in page.html  # HTML drops the first newline
    journal = quote(f"{url('lesson', lesson=LESSON)}#carnet")
    assert page.all("a", href=f"{reverse('account_login')}?next={journal}")


@pytest.mark.parametrize("name", ["lesson", "quiz", "result", "course"])
def test_a_page_refuses_a_post(follower: Enrolment, alice: Any, signed_in: Any, name: str) -> None:
    lesson = "" if name == "course" else QUIZ
    assert signed_in(alice).post(url(name, lesson=lesson)).status_code == 405


def test_enrolling_by_a_get_goes_back_to_the_course(
    small: Course, omar: Any, signed_in: Any
) -> None:
    response = signed_in(omar).get(url("enrol"))
    assert response["Location"] == url("course")
    assert not Enrolment.objects.exists()


def _submitted(enrolment: Enrolment) -> Attempt:
    version = QuizVersion.objects.get(quiz__key=QUIZ)
    sheet = Sheet.of(start_attempt(enrolment, version, now=NOW))
    right = {one: one.behaviour.right_answer(one.body) for one in sheet.questions}
    hand_in(keep_answers(sheet, right, now=NOW), now=NOW)
    return sheet.attempt


def test_the_attempt_of_somebody_else_is_out_of_reach(
    follower: Enrolment, small: Course, omar: Any, alice: Any, signed_in: Any
) -> None:
    assert _submitted(follower).number == 1
    enrol(small, by=omar, now=NOW)
    assert signed_in(omar).get(url("result", lesson=QUIZ)).status_code == 404
    assert signed_in(alice).get(url("result", lesson=QUIZ)).status_code == 200


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_an_attempt_that_does_not_exist_is_not_found(
    follower: Enrolment, alice: Any, signed_in: Any, number: int
) -> None:
    _submitted(follower)
    address = reverse("courses:learning:result", args=["petite", QUIZ, number])
    assert signed_in(alice).get(address).status_code == 404


def test_an_open_attempt_has_no_result_yet(follower: Enrolment, alice: Any, signed_in: Any) -> None:
    start_attempt(follower, QuizVersion.objects.get(quiz__key=QUIZ), now=NOW)
    assert signed_in(alice).get(url("result", lesson=QUIZ)).status_code == 404


def test_a_withdrawn_course_is_for_those_who_follow_it(
    follower: Enrolment, small: Course, alice: Any, omar: Any, signed_in: Any, client: Client
) -> None:
    small.withdrawn_at = timezone.now()
    small.save()
    for browser in (client, signed_in(omar)):
        assert browser.get(url("course")).status_code == 404
    assert signed_in(omar).get(url("lesson", lesson=LESSON)).status_code == 404
    assert signed_in(omar).post(url("enrol")).status_code == 404
    assert not Enrolment.objects.filter(person=omar).exists()
    for name in ("course", "lesson"):
        full(signed_in(alice).get(url(name, lesson="" if name == "course" else LESSON)))


def test_a_course_never_published_is_not_found(folder: Any, db: None, client: Client) -> None:
    folder.load(publish=False)
    assert client.get(url("course")).status_code == 404
