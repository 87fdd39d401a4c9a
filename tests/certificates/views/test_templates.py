"""The pages of templates: who may open them, writing, seeing, going back."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from certificates.kinds import KINDS
from certificates.papers.choosing import shipped_paper
from certificates.papers.models import Template, TemplateVersion
from certificates.views.templates import SLUGS
from courses.catalogue.models import Course
from tests.visible import faults, visible_text

pytestmark = pytest.mark.django_db

LIST = "/attestations/modeles/"
EDIT = f"{LIST}suivi/"
PREVIEW, HISTORY = f"{EDIT}apercu/", f"{EDIT}versions/"
LIVE = {"HX-Request": "true"}
SignIn = Callable[[Any], Client]


@pytest.fixture
def typed() -> dict[str, Any]:
    """The form as it opens."""
    html = shipped_paper("followed").html
    return {"html": html, "css": "", "signatory": "", "colour": "#46562b", "base": "0"}


@pytest.fixture
def browser(adele: Any, course: Course, signed_in: SignIn) -> Client:
    return signed_in(adele)


def _png() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (40, 20), (165, 72, 31)).save(made, "PNG")
    return SimpleUploadedFile("logo.png", made.getvalue(), "image/png")


def _read(answer: Any, status: int = 200) -> str:
    """The words of a page, in a French that nothing jars."""
    assert answer.status_code == status
    html = answer.content.decode()
    text = visible_text(html, "main") if "<main" in html else visible_text(html)
    assert not faults(text), faults(text)
    return text


def test_every_kind_has_its_address() -> None:
    assert sorted(SLUGS.values()) == sorted(KINDS)


URLS = [
    ("get", LIST),
    ("get", EDIT),
    ("post", EDIT),
    ("post", PREVIEW),
    ("get", HISTORY),
    ("post", HISTORY),
    ("get", f"{HISTORY}1/"),
    ("get", f"{HISTORY}0/"),
]


@pytest.mark.parametrize(("method", "url"), URLS)
def test_who_is_not_signed_in_is_asked_to(client: Client, method: str, url: str) -> None:
    answer = getattr(client, method)(url)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["alice", "omar", "tarik", "mina", "staff"])
def test_who_has_no_right_finds_no_page(
    request: pytest.FixtureRequest, signed_in: SignIn, course: Course, who: str, typed: Any
) -> None:
    user = request.getfixturevalue("omar" if who == "staff" else who)
    user.is_staff = who == "staff"
    user.save()
    browser = signed_in(user)
    for method, url in URLS:
        for one in (url, url.replace(EDIT, f"{EDIT}{course.uuid}/")):
            assert getattr(browser, method)(one, typed).status_code == 404, one
    assert not Template.objects.exists()
    assert "Modèles d’attestation" not in browser.get("/").content.decode()


def test_the_right_alone_is_not_enough(omar: Any, signed_in: SignIn) -> None:
    right = Permission.objects.get(codename="change_template")
    omar.user_permissions.add(right)
    assert signed_in(omar).get(LIST).status_code == 404
    omar.is_staff = True
    omar.save()
    assert signed_in(omar).get(LIST).status_code == 200


def test_the_list(browser: Client, course: Course, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        text = _read(browser.get(LIST))
    assert text.count("Modèle livré") == len(KINDS)
    assert str(course) in text
    assert LIST in browser.get("/").content.decode()


def test_writing_a_template(browser: Client, typed: Any) -> None:
    assert "En usage : Modèle livré" in _read(browser.get(EDIT)).replace("\u202f", " ")
    said = browser.post(EDIT, {**typed, "signatory": "La présidence", "logo": _png()}, follow=True)
    assert "La version 1 sert aux documents" in _read(said)
    version = TemplateVersion.objects.get()
    assert (version.signatory, bool(version.logo)) == ("La présidence", True)
    # The logo stays without being sent again, goes when asked.
    later = {**typed, "base": "1", "signatory": "La présidence"}
    assert "Rien n’a changé" in _read(browser.post(EDIT, later, follow=True))
    browser.post(EDIT, {**later, "without_logo": "on"})
    assert TemplateVersion.objects.get(number=2).logo is None
    assert "Version 2" in _read(browser.get(LIST))


def test_the_template_of_one_course(browser: Client, typed: Any, course: Course) -> None:
    url = f"{EDIT}{course.uuid}/"
    assert str(course) in _read(browser.get(url))
    browser.post(url, typed)
    assert Template.objects.get().course == course
    assert browser.get(f"{LIST}realisation/{course.uuid}/").status_code == 404
    assert browser.get(f"{LIST}inconnu/").status_code == 404


def test_a_refusal_keeps_what_was_typed(browser: Client, typed: Any) -> None:
    wrong = {
        **typed,
        "css": "p { position: fixed }",
        "signatory": "La présidence",
        "valid_months": "0",
        "logo": _png(),
    }
    answer = browser.post(EDIT, wrong)
    text = _read(answer, 422)
    assert "Pas encore enregistré" in text
    assert not Template.objects.exists()
    form = answer.context["form"]
    assert (form["signatory"].value(), form["css"].value()) == ("La présidence", wrong["css"])
    # Browsers do not send a file again: the form brings it back.
    again = {**typed, "kept_logo": form["kept_logo"].value()}
    browser.post(EDIT, again)
    assert TemplateVersion.objects.get().logo


def test_problems_stand_beside_their_field(browser: Client, typed: Any) -> None:
    wrong = {**typed, "css": "p { position: fixed }", "colour": "#ffffff"}
    form = browser.post(EDIT, wrong).context["form"]
    assert list(form.errors) == ["css", "colour"]
    svg = SimpleUploadedFile("logo.svg", b"<svg/>", "image/svg+xml")
    answer = browser.post(EDIT, {**typed, "logo": svg})
    assert "SVG" in answer.context["form"].errors["logo"][0]


@pytest.mark.parametrize("kept", ["!", "AAAA", "PHN2Zy8+"])
def test_a_logo_that_comes_back_is_read_again(browser: Client, typed: Any, kept: str) -> None:
    answer = browser.post(EDIT, {**typed, "kept_logo": kept})
    assert answer.status_code == 422
    assert "logo" in answer.context["form"].errors


def test_two_at_once(browser: Client, typed: Any) -> None:
    browser.post(EDIT, {**typed, "logo": _png()})
    answer = browser.post(EDIT, {**typed, "signatory": "Trop tard"})
    text = _read(answer, 422)
    assert "Adèle Martin a mis en usage la version 1" in text
    form = answer.context["form"]
    assert form["signatory"].value() == "Trop tard"
    # Saving again, knowing it, is allowed; and what was meant is kept: no logo.
    again = {**typed, "signatory": "Trop tard"}
    again |= {name: form[name].value() for name in ("base", "kept_logo")}
    browser.post(EDIT, again)
    last = TemplateVersion.objects.get(number=2)
    assert (last.signatory, last.logo) == ("Trop tard", None)


def test_the_live_preview(browser: Client, typed: Any) -> None:
    answer = browser.post(PREVIEW, typed, headers=LIVE)
    assert "PDF scellé" in _read(answer)
    html = answer.content.decode()
    assert 'src="data:image/png;base64,' in html
    assert "<main" not in html
    wrong = {**typed, "css": "p { position: fixed }"}
    text = _read(browser.post(PREVIEW, wrong, headers=LIVE))
    assert "Ligne 1\u202f: la position fixed" in text
    assert not Template.objects.exists()


def test_the_preview_without_javascript(browser: Client, typed: Any) -> None:
    answer = browser.post(PREVIEW, typed)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"/Sig" in answer.content
    wrong = {**typed, "css": "p { position: fixed }"}
    assert "dans l’autre onglet" in _read(browser.post(PREVIEW, wrong), 422)
    assert browser.get(PREVIEW).status_code == 405


def test_the_preview_of_a_process_that_reads_no_key(
    browser: Client, typed: Any, settings: Any, tmp_path: Any
) -> None:
    settings.CERTIFICATES_KEYS = str(tmp_path / "sans-cles")
    assert "n’est pas scellé ici" in _read(browser.post(PREVIEW, typed, headers=LIVE))


def test_history(browser: Client, typed: Any) -> None:
    assert "Pas encore de version" in _read(browser.get(HISTORY))
    assert browser.post(HISTORY, {"version": "1", "base": "0"}).status_code == 404
    browser.post(EDIT, typed)
    browser.post(EDIT, {**typed, "base": "1", "signatory": "B"})
    text = _read(browser.get(HISTORY))
    assert text.count("Adèle Martin") == 3  # two versions, and who put one in use
    back = browser.post(HISTORY, {"version": "1", "base": "2"}, follow=True)
    assert "La version 1 est de nouveau en usage." in _read(back)
    late = browser.post(HISTORY, {"version": "2", "base": "2"}, follow=True)
    assert "Entre-temps" in _read(late)
    shipped = browser.post(HISTORY, {"version": "0", "base": "1"}, follow=True)
    assert "Le modèle livré est de nouveau en usage." in _read(shipped)
    for number in ("7", "x", ""):
        assert browser.post(HISTORY, {"version": number, "base": "0"}).status_code == 404


def test_the_specimen_of_a_version(browser: Client, typed: Any) -> None:
    browser.post(EDIT, typed)
    for number, status in ((0, 200), (1, 200), (2, 404)):
        assert browser.get(f"{HISTORY}{number}/").status_code == status


def test_a_history_costs_the_same_for_more(
    browser: Client, typed: Any, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        browser.post(EDIT, {**typed, "base": str(number), "signatory": f"S{number}"})
        if number in {0, 2}:
            with django_assert_num_queries(4):
                browser.get(HISTORY)
