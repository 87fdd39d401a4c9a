"""The editor of templates in a browser: the preview follows what is typed, and without scripts."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from certificates.papers.models import TemplateVersion
from tests.browser.test_pages import _cookie, _violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]

LIST = "/attestations/modeles/"
EDIT = f"{LIST}suivi/"
PAGES = [LIST, EDIT, f"{EDIT}versions/"]


@pytest.fixture
def administrator(context: BrowserContext, site: str, adele: Any) -> Any:
    context.add_cookies([_cookie(adele, site)])
    return adele


def test_the_preview_follows_what_is_typed(site: str, page: Page, administrator: Any) -> None:
    page.goto(f"{site}{EDIT}")
    picture = page.locator("#apercu img")
    expect(picture).to_be_visible()
    first = picture.get_attribute("src")
    page.get_by_label("Signataire").fill("La présidence")
    expect(picture).not_to_have_attribute("src", first or "")
    page.get_by_label("Style (CSS)").fill("p { position: fixed }")
    expect(page.locator("#apercu")).to_contain_text("la position fixed n’est pas admise")
    page.get_by_label("Style (CSS)").fill("h1 { font-style: italic }")
    expect(picture).to_be_visible()
    page.get_by_role("button", name="Enregistrer et mettre en usage").click()
    expect(page.get_by_role("status").first).to_contain_text("La version 1")
    assert TemplateVersion.objects.get().signatory == "La présidence"


def test_a_template_is_written_without_javascript(
    browser: Browser, site: str, content: None, adele: Any
) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    context.add_cookies([_cookie(adele, site)])
    page = context.new_page()
    page.goto(f"{site}{EDIT}")
    page.get_by_label("Style (CSS)").fill("p { position: fixed }")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Aperçu (PDF)").click()
    expect(opened.value.locator("main")).to_contain_text("la position fixed n’est pas admise")
    expect(page.get_by_label("Style (CSS)")).to_have_value("p { position: fixed }")
    page.get_by_label("Style (CSS)").fill("h1 { font-style: italic }")
    page.get_by_role("button", name="Enregistrer et mettre en usage").click()
    expect(page.locator("main")).to_contain_text("La version 1")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_narrow(
    site: str, page: Page, administrator: Any, axe: str, scheme: Any
) -> None:
    client = Client()
    client.force_login(administrator)
    form = client.get(EDIT).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "logo"}
    for number in range(2):
        client.post(EDIT, {**typed, "base": str(number), "signatory": f"Signataire {number}"})
    page.emulate_media(color_scheme=scheme)
    for path in PAGES:
        page.goto(f"{site}{path}")
        assert _violations(page, axe) == []
        for width in (320, 640, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, (path, width)
