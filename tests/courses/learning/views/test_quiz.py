"""The questionnaire: starting, answering, handing in, reading the result."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.attempts.attempting import Sheet, field_of
from courses.attempts.models import Attempt, Score
from courses.enrolment.models import Enrolment
from tests.courses.learning.views.test_course import queries
from tests.courses.learning.views.test_forbidden import url
from tests.courses.pages import Page, fragment, full
from tests.courses.small import Folder
from tests.learners import answers_to, right_answers

HTMX = {"HX-Request": "true"}
ONE, TWO = {"lesson": "petite-un"}, {"lesson": "petite-deux"}


@pytest.fixture
def browser(follower: Enrolment, alice: Any, signed_in: Any) -> Any:
    return signed_in(alice)


def _start(browser: Any, lesson: dict[str, str]) -> Sheet:
    assert browser.post(url("start", **lesson))["Location"] == url("quiz", **lesson)
    return Sheet.of(Attempt.objects.open().get())


def _result(number: int = 1) -> str:
    return reverse("courses:learning:result", args=["petite", "petite-un", number])


def test_the_way_in_tells_the_rules_and_starts_nothing(browser: Any) -> None:
    page = full(browser.get(url("quiz", **ONE)))
    assert page.all("form", action=url("start", **ONE))
    assert "70" in page.html
    assert not Attempt.objects.exists()


def test_start_twice_goes_on_with_the_same(browser: Any) -> None:
    _start(browser, ONE)
    browser.post(url("start", **ONE))
    assert Attempt.objects.count() == 1


def test_the_page_of_questions_never_gives_the_answer_away(browser: Any) -> None:
    sheet = _start(browser, ONE)
    page = full(browser.get(url("quiz", **ONE)))
    for words in ("Exact.", "Relisez.", "is-right", "is-wrong", "correct", "choice__feedback"):
        assert words not in page.html
    matching = sheet.questions[3]
    items = {pair["uuid"] for pair in matching.body["pairs"]}
    values = {one["value"] for one in page.all("option")}
    assert not items & values
    assert {pair["option"] for pair in matching.body["pairs"]} <= values
    assert [one for one in page.all("input") if "checked" in one] == []


def test_the_page_of_questions_keeps_its_order(browser: Any) -> None:
    _start(browser, ONE)

    def order() -> list[str]:
        return re.findall(
            r'value="([0-9a-f-]{36})"', browser.get(url("quiz", **ONE)).content.decode()
        )

    assert order() == order()
    assert len(order()) > 8


def test_each_field_has_a_label(browser: Any) -> None:
    _start(browser, ONE)
    page = full(browser.get(url("quiz", **ONE)))
    labels = {one.get("for") for one in page.all("label")}
    for select in page.all("select"):
        assert select["id"] in labels or select.get("aria-label")
    assert len(page.all("fieldset")) == len(page.all("legend")) == 5


def test_answers_by_htmx_are_kept_one_by_one(browser: Any) -> None:
    sheet = _start(browser, ONE)
    for question in sheet.questions:
        fragment(browser.post(url("answers", **ONE), right_answers(question), headers=HTMX))
    assert Sheet.of(sheet.attempt).problems() == {}
    page = full(browser.get(url("quiz", **ONE)))
    assert len([one for one in page.all("input") if "checked" in one]) == 4
    assert len([one for one in page.all("option") if "selected" in one]) == 5


def test_answers_without_htmx_are_kept_and_the_page_comes_back(browser: Any) -> None:
    sheet = _start(browser, ONE)
    response = browser.post(url("answers", **ONE), right_answers(sheet.questions[0]))
    assert response["Location"] == url("quiz", **ONE)
    assert sheet.attempt.responses.count() == 1


def test_handing_in_leads_to_the_result(browser: Any) -> None:
    sheet = _start(browser, ONE)
    data = {**answers_to(sheet.questions), "submit": "1"}
    assert browser.post(url("answers", **ONE), data)["Location"] == _result()
    page = full(browser.get(_result()))
    assert "100" in page.html
    assert "Exact." in page.html
    assert page.all("input", type="radio")
    assert all("disabled" in one for one in page.all("input", type="radio"))


def test_handing_in_with_missing_answers_says_which_and_keeps_the_others(browser: Any) -> None:
    sheet = _start(browser, ONE)
    first, second, *_others = sheet.questions
    data = {f"{field_of(one)}-shown": "1" for one in sheet.questions}
    response = browser.post(url("answers", **ONE), {**data, **right_answers(first), "submit": "1"})
    page = full(response, 422)
    assert len(page.all("div", **{"class": "errors"})) == 1
    links = [one["href"] for one in page.all("a") if (one.get("href") or "").startswith("#q-")]
    assert links == [f"#{field_of(one)}" for one in sheet.questions[1:]]
    for link in links:
        assert page.all("fieldset", id=str(link)[1:], **{"aria-describedby": f"{link[1:]}-error"})
        assert page.all("p", id=f"{link[1:]}-error")
    assert len([one for one in page.all("input") if "checked" in one]) == 1
    assert sheet.attempt.responses.filter(question_version=first).exists()
    assert not Score.objects.exists()
    assert second.pk in Sheet.of(Attempt.objects.open().get()).problems()


def test_handing_in_twice_leads_to_the_same_result(browser: Any) -> None:
    sheet = _start(browser, ONE)
    data = {**answers_to(sheet.questions), "submit": "1"}
    browser.post(url("answers", **ONE), data)
    assert browser.post(url("answers", **ONE), data)["Location"] == _result()
    assert Score.objects.count() == 1
    closed = fragment(browser.post(url("answers", **ONE), data, headers=HTMX))
    assert "Enregistr" not in closed.html


def test_answering_before_starting_leads_to_the_way_in(browser: Any) -> None:
    assert browser.post(url("answers", **ONE), {"submit": "1"})["Location"] == url("quiz", **ONE)
    assert not Attempt.objects.exists()


def test_the_result_of_a_failure_leads_to_another_try(browser: Any) -> None:
    sheet = _start(browser, TWO)
    data: dict[str, Any] = {"submit": "1"}
    for question in sheet.questions:
        wrong = next(one["uuid"] for one in question.body["choices"] if not one["correct"])
        data |= {f"{field_of(question)}-shown": "1", field_of(question): wrong}
    page = full(browser.get(browser.post(url("answers", **TWO), data)["Location"]))
    assert '<p class="quiz-result__score">0' in page.html
    assert page.all("form", action=url("start", **TWO))
    assert full(browser.get(url("quiz", **TWO))).all("form", action=url("start", **TWO))
    browser.post(url("start", **TWO))
    assert Attempt.objects.open().get().number == 2


def _asked(page: Page) -> list[str]:
    return [str(one["id"]) for one in page.all("fieldset")]


def test_one_question_at_a_time_goes_on_and_back(browser: Any) -> None:
    sheet = _start(browser, TWO)
    first, second = sheet.questions
    page = full(browser.get(url("quiz", **TWO)))
    assert _asked(page) == [field_of(first)]
    assert page.all("button", name="submit") == []
    response = browser.post(url("answers", **TWO), {**right_answers(first), "go": "2"})
    assert response["Location"] == f"{url('quiz', **TWO)}?question=2"
    page = full(browser.get(response["Location"]))
    assert _asked(page) == [field_of(second)]
    assert page.all("button", name="submit")
    assert page.all("button", name="go", value="1")
    response = browser.post(url("answers", **TWO), {**right_answers(second), "submit": "1"})
    assert "100" in full(browser.get(response["Location"])).html


def test_going_to_another_question_says_nothing_more(browser: Any) -> None:
    _start(browser, TWO)

    def told(go: str) -> bool:
        data = {"shown": "1", "go": go}
        page = full(browser.post(url("answers", **TWO), data, follow=True))
        return "Vos réponses sont enregistrées." in page.html

    assert not told("2")
    assert told("1")


def test_one_question_at_a_time_shows_the_first_without_answer(browser: Any) -> None:
    first, second = _start(browser, TWO).questions
    page = full(
        browser.post(
            f"{url('answers', **TWO)}?question=2", {**right_answers(second), "submit": "1"}
        ),
        422,
    )
    assert _asked(page) == [field_of(first)]
    link = f"{url('quiz', **TWO)}?question=1#{field_of(first)}"
    assert page.all("a", href=link)
    assert _asked(full(browser.get(link))) == [field_of(first)]


@pytest.mark.parametrize("written", ["0", "3", "-1", "x", "²", "1" * 9, ""])
def test_a_question_that_does_not_exist_is_the_first_one(browser: Any, written: str) -> None:
    first, _second = _start(browser, TWO).questions
    page = full(browser.get(url("quiz", **TWO), {"question": written}))
    assert _asked(page) == [field_of(first)]


@pytest.mark.parametrize("go", ["https://evil.example", "//evil.example", "²", "2#x", ""])
def test_going_on_never_leaves_the_questionnaire(browser: Any, go: str) -> None:
    _start(browser, TWO)
    assert browser.post(url("answers", **TWO), {"go": go})["Location"] == url("quiz", **TWO)


def test_answers_of_another_question_are_ignored(browser: Any) -> None:
    sheet = _start(browser, ONE)
    uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
    data = {f"q-{uuid}-shown": "1", f"q-{uuid}": uuid, "number": "9", "percent": "100"}
    browser.post(url("answers", **ONE), data)
    assert sheet.attempt.responses.count() == 0


def test_the_pages_of_a_questionnaire_cost_few_queries(browser: Any) -> None:
    """However many questions there are, whatever their kind."""
    assert queries(browser, url("quiz", **ONE)) <= 8
    sheet = _start(browser, ONE)
    assert queries(browser, url("quiz", **ONE)) <= 7
    browser.post(url("answers", **ONE), {**answers_to(sheet.questions), "submit": "1"})
    assert queries(browser, _result()) <= 12
    one = queries(browser, _result())
    _start(browser, TWO)
    data = answers_to(Sheet.of(Attempt.objects.open().get()).questions)
    response = browser.post(url("answers", **TWO), {**data, "submit": "1"})
    assert one - queries(browser, response["Location"]) <= 2  # no reference, no decision cited


def test_a_page_costs_the_same_with_three_questions_more(
    browser: Any, folder: Folder, follower: Enrolment
) -> None:
    _start(browser, TWO)
    before = queries(browser, url("quiz", **TWO))
    Attempt.objects.all().delete()
    more = "".join(
        f"  - {{id: n{at}, kind: true_false, prompt: x, cites: [A902, B901], answer: true}}\n"
        for at in range(3)
    )
    name = "modules/petit-premier/petite-deux.quiz.yaml"
    folder.edit(name, "layout: one\n", "")
    folder.write(name, (folder.root / name).read_text(encoding="utf-8") + more)
    folder.load()
    assert len(_start(browser, TWO).questions) == 5
    assert queries(browser, url("quiz", **TWO)) == before


def test_saving_an_answer_costs_few_queries(browser: Any) -> None:
    question = _start(browser, ONE).questions[0]
    with CaptureQueriesContext(connection) as captured:
        browser.post(url("answers", **ONE), right_answers(question), headers=HTMX)
    assert len(captured) <= 12  # some are savepoints, which a request of its own has not


def test_a_tab_left_open_on_an_earlier_attempt_writes_nothing_in_the_next(browser: Any) -> None:
    sheet = _start(browser, ONE)
    page = full(browser.get(url("quiz", **ONE)))
    stale = page.all("input", name="attempt")[0]["value"]
    assert stale == str(sheet.attempt.uuid)
    browser.post(url("answers", **ONE), {**answers_to(sheet.questions), "submit": "1"})
    _start(browser, ONE)
    data = {**answers_to(sheet.questions), "attempt": stale}
    said = browser.post(url("answers", **ONE), data, headers=HTMX).content.decode()
    assert "Cet essai est rendu" in said
    assert Attempt.objects.open().get().responses.count() == 0
    assert browser.post(url("answers", **ONE), {**data, "submit": "1"})["Location"] == _result()


def test_htmx_once_signed_out_gets_no_page_inside_the_page(browser: Any) -> None:
    _start(browser, ONE)
    browser.logout()
    response = browser.post(url("answers", **ONE), {}, headers=HTMX)
    assert (response.status_code, response.content) == (401, b"")


def test_handing_in_costs_few_queries_however_many_answers_there_are(browser: Any) -> None:
    sheet = _start(browser, ONE)
    with CaptureQueriesContext(connection) as captured:
        browser.post(url("answers", **ONE), {**answers_to(sheet.questions), "submit": "1"})
    assert len(captured) <= 22
