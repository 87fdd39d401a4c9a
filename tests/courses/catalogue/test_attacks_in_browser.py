"""The same attacks in a real browser, which has the last word on what runs."""

from collections.abc import Iterator
from contextlib import closing
from html import escape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from courses.assessment.kinds import KINDS, Body
from courses.assessment.models import QuestionVersion
from courses.catalogue.markup import render, render_inline
from courses.catalogue.markup.drawing import DrawingProblem, draw
from courses.learning.views.quiz import Asked
from tests.courses.catalogue.attacks import ATTACKS, FORMULAS, svg
from tests.courses.catalogue.safety import TAGS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ORIGIN = "http://site.test"
# An attribute's value, where a quotation mark is enough to get out.
ATTACKS_IN_ATTRIBUTES = [
    'x" onmouseover="window.hit=1" y="',
    "x' onmouseover='window.hit=1",
    '"><img src=x onerror=window.hit=1>',
    "&quot; onmouseover=window.hit=1 x=&quot;",
]

# Whatever a hand or a keyboard could do to each element; links are judged apart, not followed.
PROVOKE = """() => {
  for (const one of document.querySelectorAll("#lessons *, #questions *, #drawings *")) {
    for (const name of ["mouseover", "pointerenter", "focus", "toggle", "error", "load", "click"]) {
      if (name === "click" && one.closest("a, button, form")) continue;
      one.dispatchEvent(new Event(name, { bubbles: name !== "error" && name !== "load" }));
    }
  }
}"""
INSPECT = """(tags) => {
  const wrong = [];
  for (const one of document.querySelectorAll("#lessons *")) {
    if (!tags.includes(one.localName)) wrong.push(one.outerHTML);
    for (const { name } of one.attributes) if (name.startsWith("on")) wrong.push(one.outerHTML);
  }
  for (const one of document.querySelectorAll("#lessons a[href], #questions a[href]"))
    if (!["http:", "https:", "mailto:"].includes(one.protocol)) wrong.push(one.outerHTML);
  for (const one of document.querySelectorAll("#questions *, #drawings *"))
    for (const { name } of one.attributes) if (name.startsWith("on")) wrong.push(one.outerHTML);
  return wrong;
}"""


def _lesson(attack: str) -> str:
    try:
        return render(attack, fill=lambda _passage, body: body).html
    except ValueError:
        return ""


def _drawing(attack: str) -> str:
    """A drawing and a title whose words are an attack; a hostile drawing is refused elsewhere."""
    try:
        return draw(svg(f"<text>{escape(attack)}</text>"), name="schema-x", title=attack)
    except DrawingProblem:
        return ""


def _questions(attack: str) -> list[QuestionVersion]:
    texts = {"text": attack, "left": attack, "feedback": attack}
    written: dict[str, dict[str, Any]] = {
        "single": {"choices": [{"id": "a", "correct": True, **texts}, {"id": "b", "text": "b"}]},
        "matching": {
            "pairs": [
                {"id": "a", "right": attack, **texts},
                {"id": "b", "left": "b", "right": "b"},
            ],
            "distractors": [{"id": "c", "text": f"autre\n\n{attack}"}],
        },
        "ordering": {"items": [{"id": "a", **texts}, {"id": "b", "text": "b"}]},
    }
    return [
        QuestionVersion(pk=1, kind=kind, body=_body(kind, asked), prompt_html=render_inline(attack))
        for kind, asked in written.items()
    ]


def _body(kind: str, written: dict[str, Any]) -> Body:
    return KINDS[kind].body(written, uuid_of=lambda key: f"u-{key}", inline=render_inline)


def _question_pages(attack: str) -> str:
    pages = []
    for question in _questions(attack):
        for is_graded in (False, True):
            kind, answer = question.behaviour, {}
            one = Asked(
                number=1,
                question=question,
                prompt=question.prompt_html,  # type: ignore[arg-type]
                field="q",
                rows=kind.rows(question.body, "q", answer, seed="s", is_graded=is_graded),
                options=kind.options(question.body, seed="s"),
            )
            pages.append(render_to_string(one.template, {"one": one, "is_graded": is_graded}))
    return "".join(pages)


def _visit(page: Page, content: str) -> tuple[list[str], list[str]]:
    """The dialogs that opened, and the requests to other sites."""
    dialogs: list[str] = []
    elsewhere: list[str] = []

    def answer(route: Any) -> None:
        host = urlsplit(route.request.url).netloc
        if host != urlsplit(ORIGIN).netloc:
            elsewhere.append(route.request.url)
            return route.abort()
        if route.request.is_navigation_request() and route.request.url == f"{ORIGIN}/":
            return route.fulfill(body=content, content_type="text/html; charset=utf-8")
        return route.fulfill(status=404, body="")

    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/")
    page.evaluate(PROVOKE)
    page.wait_for_timeout(300)
    return dialogs, elsewhere


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_page()) as opened:
        yield opened


def test_no_attack_runs_in_a_lesson_or_in_a_question(db: None, page: Page) -> None:
    attacks = [*ATTACKS, *ATTACKS_IN_ATTRIBUTES, *(f"${formula}$" for formula in FORMULAS)]
    lessons = "".join(f"<div>{_lesson(attack)}</div>" for attack in attacks)
    questions = "".join(f"<div>{_question_pages(attack)}</div>" for attack in attacks)
    drawings = "".join(f"<div>{_drawing(attack)}</div>" for attack in attacks)
    content = (
        "<!doctype html><html><body>"
        f'<div id="lessons">{lessons}</div><div id="drawings">{drawings}</div>'
        f'<form id="questions">{questions}</form></body></html>'
    )
    dialogs, elsewhere = _visit(page, content)
    assert page.evaluate(INSPECT, sorted(TAGS)) == []
    assert page.evaluate("typeof window.hit") == "undefined"
    assert dialogs == []
    assert elsewhere == []
    assert page.url == f"{ORIGIN}/"
    assert page.evaluate("document.querySelectorAll('#lessons > div').length") == len(attacks)
    assert page.evaluate("document.querySelectorAll('#drawings > div > svg').length") > 100
    assert page.evaluate(INSPECT, sorted(TAGS)) == []


def test_the_browser_would_have_seen_an_attack(page: Page) -> None:
    content = (
        '<!doctype html><html><body><div id="lessons"><p onmouseover="window.hit=1">x</p>'
        '<img src="https://evil.example/x.png"><a href="javascript:x">x</a></div></body></html>'
    )
    _dialogs, elsewhere = _visit(page, content)
    assert page.evaluate("window.hit") == 1
    assert elsewhere == ["https://evil.example/x.png"]
    assert len(page.evaluate(INSPECT, sorted(TAGS))) == 2
