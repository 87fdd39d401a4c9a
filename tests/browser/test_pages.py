"""Every page, as a browser lays it out: accessible, narrow enough, and whole without JavaScript."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from certificates.issuing import issue_award
from certificates.models import Award
from courses.attempts.attempting import Sheet, start_attempt
from courses.attempts.models import Attempt
from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.learning.models import Position
from courses.learning.progressing import mark_read
from courses.learning.standing import standing_of
from tests.learners import complete_course, right_answers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]

COURSE = "/formations/alliances-et-confiance/"
LESSON = f"{COURSE}lecons/les-trois-spheres/"
PUBLIC = [
    "/",
    "/formations/",
    COURSE,
    "/resultats/",
    "/resultats/R04/",
    "/enonces/A05/",
    "/references/B26/",
    "/lectures/C05/",
    "/rayon-academique/",
    "/rayon-academique/mooc-essec/",
    "/attestations/verifier/",
    "/attestations/verifier/?code=123",
    "/attestations/emetteur/",
    "/attestations/00000000000000000000000000/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/contact/",
    "/compte/connexion/",
    "/compte/inscription/",
    "/compte/mot-de-passe/oublie/",
    "/nulle-part/",
]
SIGNED_IN = [
    COURSE,
    LESSON,
    f"{LESSON}questionnaire/",
    f"{COURSE}lecons/qui-est-le-rameau/questionnaire/essais/1/",
    "/mon-parcours/",
    "/compte/profil/",
    "/compte/securite/",
    "/compte/mes-donnees/",
    "/compte/courriel/",
    "/compte/mot-de-passe/changer/",
    "/compte/sessions/",
]


@pytest.fixture
def learner(content: None, alice: Any, course: Course) -> Any:
    """Alice, with something on every page: a passed course, an award, an attempt under way."""
    alice.certificate_name = "Marie-Bernadette de La Rochefoucauld-Montesquieu-Fezensac"
    alice.save()
    now = timezone.now()
    enrolment = enrol(course, by=alice, now=now)
    complete_course(enrolment, now=now)
    issue_award(Award.objects.get().uuid, now=now)
    place = standing_of(enrolment).outline.find("les-trois-spheres")
    assert place is not None
    quiz = Attempt.objects.get(quiz=place[1].quiz).quiz_version
    start_attempt(enrolment, quiz, now=now)
    return alice


def _cookie(user: Any, site: str) -> Any:
    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}


@pytest.fixture
def pages(browser: Browser, site: str, learner: Any) -> Iterator[list[tuple[BrowserContext, str]]]:
    """Each page in the context of who may see it."""
    visitor = browser.new_context(locale="fr-FR")
    signed_in = browser.new_context(locale="fr-FR")
    signed_in.add_cookies([_cookie(learner, site)])
    award = Award.objects.get().get_absolute_url()
    yield [
        *((visitor, f"{site}{path}") for path in [*PUBLIC, award]),
        *((signed_in, f"{site}{path}") for path in SIGNED_IN),
    ]
    visitor.close()
    signed_in.close()


def _wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]
    return [f"{page.url} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    pages: list[tuple[BrowserContext, str]], axe: str, scheme: Any
) -> None:
    found: list[str] = []
    for context, url in pages:
        page = context.new_page()
        page.emulate_media(color_scheme=scheme)
        page.goto(url)
        found += _violations(page, axe)
        page.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_scrolls_sideways(pages: list[tuple[BrowserContext, str]], width: int) -> None:
    too_wide = []
    for context, url in pages:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(url)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(url)
        page.close()
    assert too_wide == []


def test_no_page_asks_another_site_nor_breaks_its_policy(
    pages: list[tuple[BrowserContext, str]], site: str
) -> None:
    asked: set[str] = set()
    errors: list[str] = []
    for context, url in pages:
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))
        page.on(
            "console",
            lambda said, url=url: (
                errors.append(f"{url} {said.text}")  # type: ignore[misc]
                if said.type == "error" and "404" not in said.text and "422" not in said.text
                else None
            ),
        )
        page.goto(url)
        page.close()
    assert {one for one in asked if not one.startswith((site, "data:"))} == set()
    assert errors == []


def test_text_twice_as_large_still_fits(pages: list[tuple[BrowserContext, str]]) -> None:
    """200 % of zoom on a 1280-pixel screen is a screen of 640."""
    for context, url in pages:
        page = context.new_page()
        page.set_viewport_size({"width": 640, "height": 500})
        page.goto(url)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), url
        page.close()


def test_a_result_has_the_item_then_the_answer_then_what_is_said(
    site: str, context: BrowserContext, page: Page, learner: Any
) -> None:
    context.add_cookies([_cookie(learner, site)])
    for width in (320, 600, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(
            f"{site}{COURSE}lecons/trois-objectifs-et-signaux-faibles/questionnaire/essais/1/"
        )
        row = page.locator(".ordering__row").first
        boxes = [row.locator("p").nth(place).bounding_box() for place in range(3)]
        tops = [box["y"] for box in boxes if box]
        assert len(tops) == 3
        assert tops == sorted(tops), width
        # Words, not one letter a line.
        assert all(box and box["width"] > 200 for box in boxes), width


def test_the_keyboard_reaches_the_content_first(site: str, page: Page) -> None:
    page.goto(f"{site}/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_questionnaire_is_answered_with_the_keyboard_alone(
    site: str, context: BrowserContext, page: Page, learner: Any
) -> None:
    context.add_cookies([_cookie(learner, site)])
    page.goto(f"{site}{LESSON}questionnaire/")
    page.locator("form.quiz input:not([type=hidden]), form.quiz select").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#saved")).to_contain_text("Enregistré à")


def test_the_course_is_followed_without_javascript(
    browser: Browser, site: str, content: None, omar: Any, course: Course
) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    context.add_cookies([_cookie(omar, site)])
    page = context.new_page()
    page.goto(f"{site}{COURSE}")
    page.get_by_role("button", name="S’inscrire à cette formation").click()
    page.goto(f"{site}{COURSE}lecons/qui-est-le-rameau/")
    page.locator("textarea").fill("Une note gardée sans script.")
    page.get_by_role("button", name="Enregistrer dans mon carnet").click()
    expect(page.locator("textarea")).to_have_value("Une note gardée sans script.")
    page.get_by_role("button", name="Marquer la leçon comme lue").click()
    page.get_by_role("button", name="Ouvrir le questionnaire").click()
    # Sent empty: a sentence beside each question, and nothing lost.
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.locator(".errors")).to_be_visible()
    sheet = Sheet.of(Attempt.objects.open().get())
    for question in sheet.questions:
        for name, given in right_answers(question).items():
            if name.endswith("-shown"):
                continue
            for value in given if isinstance(given, list) else [given]:
                page.locator(f"[name='{name}'][value='{value}']").check()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.locator(".quiz-result__score")).to_contain_text("100")
    context.close()


def test_a_cut_connection_is_said_and_made_up_for(
    site: str, browser: Browser, learner: Any
) -> None:
    context = browser.new_context(locale="fr-FR")
    context.add_cookies([_cookie(learner, site)])
    page = context.new_page()
    page.goto(f"{site}{LESSON}questionnaire/")
    context.set_offline(True)
    page.locator("form.quiz input:not([type=hidden])").first.check()
    expect(page.locator("#saved")).to_contain_text("Pas encore enregistré")
    context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Enregistré à")
    attempt = Attempt.objects.open().get()
    assert attempt.responses.count() == 1
    context.close()


def test_resuming_leads_back_to_the_last_heading(
    site: str, browser: Browser, content: None, omar: Any, course: Course
) -> None:
    enrolment = enrol(course, by=omar, now=timezone.now())
    place = standing_of(enrolment).outline.find("les-trois-spheres")
    assert place is not None
    mark_read(enrolment, place[1], now=timezone.now())
    context = browser.new_context(locale="fr-FR")
    context.add_cookies([_cookie(omar, site)])
    page = context.new_page()
    page.goto(f"{site}{LESSON}")
    heading = page.locator(".prose h2[id]").nth(2)
    anchor = heading.get_attribute("id")
    heading.scroll_into_view_if_needed()
    page.goto(f"{site}/mon-parcours/")
    _wait_until(lambda: Position.objects.filter(anchor=anchor).exists())
    page.goto(f"{site}{LESSON}")
    expect(page.locator(f"a[href='#{anchor}']").first).to_be_visible()
    context.close()
