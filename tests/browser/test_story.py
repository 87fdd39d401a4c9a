"""The whole story, in a real browser: an account, a course, a certificate, a verification."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from certificates.issuing import issue_award
from certificates.models import Award
from courses.assessment.models import QuestionVersion
from courses.attempts.attempting import Sheet, field_of
from courses.attempts.models import Attempt
from courses.catalogue.models import Course
from courses.catalogue.outline import outline_of
from tests.learners import right_answers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
NAME = "Éléonore d’Arc-Nuñez"


def _sign_up(page: Page, site: str) -> None:
    page.goto(f"{site}/formations/alliances-et-confiance/")
    page.get_by_role("button", name="S’inscrire à cette formation").click()
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("[Cc]réer un compte")
    ).first.click()
    page.get_by_label(re.compile("Adresse")).fill("eleonore@example.org")
    page.get_by_label("Prénom et nom").fill(NAME)
    page.locator("input[type=password]").first.fill("une phrase de passe assez longue")
    page.get_by_role("main").get_by_role("button").first.click()
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert code, mail.outbox[-1].body
    page.locator("input[name=code]").fill(code.group(1))
    page.get_by_role("main").get_by_role("button").first.click()


def _answer(page: Page, question: QuestionVersion) -> None:
    for name, given in right_answers(question).items():
        if name.endswith("-shown"):
            continue
        for value in given if isinstance(given, list) else [given]:
            if name == field_of(question):
                page.locator(f"input[name='{name}'][value='{value}']").check()
            else:
                page.locator(f"select[name='{name}']").select_option(value)


def _pass_quiz(page: Page) -> None:
    page.get_by_role("button", name="Ouvrir le questionnaire").click()
    expect(page.locator("form.quiz")).to_be_visible()
    sheet = Sheet.of(Attempt.objects.open().select_related("quiz_version").get())
    for question in sheet.questions:
        _answer(page, question)
        if sheet.attempt.quiz_version.layout == "one" and question is not sheet.questions[-1]:
            page.get_by_role("button", name="Question suivante").click()
    # Saved as one goes, without any button.
    expect(page.locator("#saved")).to_contain_text(re.compile("Enregistré"))
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.locator(".quiz-result__score")).to_contain_text("100")


def test_from_an_account_to_a_certificate_that_is_verified(
    page: Page, site: str, tmp_path: Path, browser: Any
) -> None:
    course = Course.objects.select_related("current").get(slug="alliances-et-confiance")
    places = outline_of(course.current).lessons
    _sign_up(page, site)
    page.goto(f"{site}/formations/alliances-et-confiance/")
    page.get_by_role("button", name="S’inscrire à cette formation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mode d’emploi")

    # From the welcome to the last questionnaire: always one obvious thing to do.
    for place in places:
        # Reaching the end marks the lesson as read: no button to press.
        page.locator("#fin").scroll_into_view_if_needed()
        if place.quiz and place.quiz_counts:
            _pass_quiz(page)
        if place is not places[-1]:
            page.locator("a.button--next").click()
    page.get_by_role("main").get_by_role("link", name="Voir mon parcours").click()

    # The certificate is being made; it appears without reloading.
    award = page.locator("article.award")
    expect(award).to_contain_text("En préparation")
    issue_award(Award.objects.get().uuid, now=timezone.now())
    expect(award).to_contain_text(NAME, timeout=10_000)
    with page.expect_download() as waiting:
        award.get_by_role("link", name="Télécharger le PDF").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.name == "attestation-de-suivi-alliances-et-confiance-éléonore-darc-nuñez.pdf"

    # Somebody else, elsewhere, types the code that stands on the paper.
    code = Award.objects.get().shown_code
    elsewhere = browser.new_context(locale="fr-FR").new_page()
    elsewhere.goto(f"{site}/attestations/verifier/")
    elsewhere.get_by_label(re.compile("Code")).fill(code.lower())
    elsewhere.get_by_role("button", name="Vérifier", exact=True).click()
    expect(elsewhere.locator(".verdict--valid")).to_contain_text("valable")
    expect(elsewhere.locator(".facts")).to_contain_text(NAME)

    # And gives the file that they received: it is the very one.
    elsewhere.get_by_label(re.compile("PDF")).set_input_files(path)
    elsewhere.get_by_role("button", name="Vérifier ce fichier").click()
    expect(elsewhere.locator(".verdict--valid")).to_contain_text("exactement celui")
    changed = tmp_path / "autre.pdf"
    changed.write_bytes(path.read_bytes() + b" ")
    elsewhere.get_by_label(re.compile("PDF")).set_input_files(changed)
    elsewhere.get_by_role("button", name="Vérifier ce fichier").click()
    expect(elsewhere.locator(".verdict")).to_contain_text("a été modifié")
    elsewhere.context.close()
