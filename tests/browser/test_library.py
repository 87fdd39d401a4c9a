"""The resource centre in a browser: a click to the line, a citation in the clipboard."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]

FINDING = "/resultats/R17/"


def test_a_click_leads_from_a_finding_to_its_line(site: str, page: Page) -> None:
    page.goto(f"{site}{FINDING}")
    page.get_by_role("link", name="A55, ligne 141").click()
    line = page.locator("#ligne-141")
    expect(line).to_be_in_viewport()
    expect(line.locator("mark")).to_have_text(
        "Systeme politique, organisations et citoyens : les 3 sphères de l'écosystème."
    )


def test_a_citation_is_copied_and_it_is_said(
    site: str, context: BrowserContext, page: Page
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(f"{site}{FINDING}")
    block = page.get_by_role("region", name="BibTeX")
    block.get_by_role("button", name="Copier").click()
    expect(block.get_by_role("status")).to_have_text("Copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == page.locator("#citation-bib").inner_text().strip()


def test_a_citation_is_downloaded(site: str, page: Page, tmp_path: Any) -> None:
    page.goto(f"{site}{FINDING}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger : RIS (.ris)").click()
    assert download.value.suggested_filename == "R17.ris"
    assert download.value.path().read_bytes().startswith(b"TY  - SLIDE\r\n")


def test_without_a_script_there_is_no_button_that_does_nothing(site: str, browser: Browser) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{FINDING}")
    expect(page.get_by_role("button", name="Copier")).to_have_count(0)
    expect(page.locator("#citation-txt")).to_be_visible()
    expect(page.get_by_role("link", name="Télécharger : Texte (.txt)")).to_be_visible()
    context.close()
