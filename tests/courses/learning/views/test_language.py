"""What the course says is marked as French in a page that is in English (WCAG 3.1.2)."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from courses.assessment.models import QuizVersion
from courses.attempts.attempting import start_attempt
from courses.catalogue.models import Course
from courses.enrolment.models import Enrolment
from tests.courses.learning.views.test_forbidden import _submitted, url
from tests.courses.small import NOW

FRENCH = {
    *("Petite formation", "Trois modules.", "Apprendre"),
    *("Accueil", "Premier", "Leçon zéro", "Leçon un", "Leçon deux", "Leçon trois"),
    *("Et vous ?", "Texte de la leçon.", "Questionnaire un", "Laquelle ?", "La bonne"),
    *("Exact.", "Un chat", "Un résultat", "« Une thèse : sur deux lignes »"),
    "(B901). Autre chose.",
    *("D'abord", "D’abord", "Il miaule", "Petite source"),
}
VOID = {"meta", "link", "img", "input", "br", "hr"}


class Spoken(HTMLParser):
    """Each text of a page, with the language that its nearest element says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str | None]] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            around = self._open[-1][1] if self._open else None
            self._open.append((tag, dict(attrs).get("lang") or around))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self._open[-1][0] != "title":  # its two languages cannot be told apart
            self.texts.append((text, self._open[-1][1]))


@pytest.fixture
def browser(follower: Enrolment, alice: Any, signed_in: Any) -> Any:
    alice.language = "en"
    alice.save()
    return signed_in(alice)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (reverse("home"), {"Petite formation", "Trois modules."}),
        (reverse("courses:catalogue:list"), {"Petite formation", "Trois modules."}),
        (reverse("courses:learning:home"), {"Petite formation", "Leçon zéro"}),
        (url("course"), {"Petite formation", "Apprendre", "Premier", "Leçon un", "Un résultat"}),
        (url("leave"), {"Petite formation"}),
        (url("lesson", lesson="petite-un"), {"Leçon un", "Premier", "Et vous ?", "Leçon deux"}),
        (url("quiz", lesson="petite-un"), {"Questionnaire un", "Laquelle ?", "La bonne"}),
        (url("result", lesson="petite-un"), {"Questionnaire un", "Exact.", "Un chat"}),
        (reverse("courses:library:findings"), {"Un résultat"}),
        (
            reverse("courses:library:finding", args=["R901"]),
            {"Un résultat", "Ailleurs"},
        ),
    ],
)
def test_what_is_in_french_says_so(
    browser: Any, follower: Enrolment, small: Course, address: str, expected: set[str]
) -> None:
    _submitted(follower)
    if address == url("quiz", lesson="petite-un"):
        start_attempt(follower, QuizVersion.objects.get(quiz__key="petite-un"), now=NOW)
    page = browser.get(address)
    assert page.status_code == 200
    assert page["Content-Language"] == "en"
    spoken = Spoken(page.content.decode()).texts
    assert expected <= {text for text, _language in spoken}
    assert [text for text, language in spoken if text in FRENCH and language != "fr"] == []


def test_what_the_site_says_around_is_not(browser: Any, follower: Enrolment) -> None:
    _submitted(follower)
    for name, lesson in (("lesson", "petite-un"), ("result", "petite-un"), ("course", "")):
        spoken = Spoken(browser.get(url(name, lesson=lesson)).content.decode()).texts
        ours = {"Journal", "Save in my journal", "Right.", "Question 1", "Try again", "Contents"}
        found = {text: language for text, language in spoken if text in ours}
        assert set(found.values()) == {"en"}
