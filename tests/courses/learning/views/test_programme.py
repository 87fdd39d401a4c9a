"""The page of an accompanied course: all that it promises, and no place to take yet."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from tests.courses.accompanied import HELD, write_accompanied
from tests.courses.pages import Page, full
from tests.courses.small import NOW, Folder

FORMATS = list(HELD)


@pytest.fixture
def accompanied(db: None, folder: Folder) -> Folder:
    write_accompanied(folder)
    folder.load()
    return folder


def _page(client: Client, format_: str) -> Page:
    return full(client.get(reverse("courses:learning:course", args=[f"accompagnee-{format_}"])))


@pytest.mark.usefixtures("accompanied")
@pytest.mark.parametrize("format_", FORMATS)
def test_it_shows_every_stage_and_offers_no_place(client: Client, format_: str) -> None:
    page = _page(client, format_)
    for name in HELD[format_]:
        assert f"Étape {name}" in page.html
        assert f"Document {name}-lu" in page.html
    assert "ses dates seront annoncées ici" in page.html
    assert page.all("form", method="post") == []


@pytest.mark.usefixtures("accompanied")
def test_a_formaction_tells_its_days_its_grid_and_what_comes_before(client: Client) -> None:
    html = _page(client, "formaction").html
    for words in (
        "Jour 1",
        "Matin, 9\u00a0h – 12\u00a0h\u00a030",
        "Jour 2",
        "Après-midi, 14\u00a0h",
        "15 jours avant",
        "de 90 à 180 jours après",
        "14\u00a0h, et 1 h en tête-à-tête",
        "de 8 à 12 personnes, en <em>binômes</em>",
        "Le programme est <strong>nôtre</strong>.",
        "Notre grille",
        "assez",
        "Avec <em>soin</em>.",
        "de · vers",
        'href="/formations/petite/">Premier</a>',
    ):
        assert words in html


@pytest.mark.usefixtures("accompanied")
def test_an_experience_path_tells_its_months_and_what_follows(client: Client) -> None:
    html = _page(client, "experience").html
    for words in (
        "9 mois",
        "Mettre en œuvre",
        "Mois 3",
        "Session 2",
        "Une carte",
        "Et vous\u202f?",
        "Un point",
        "Dialogues de gouvernance",
        "T0",
        "Notre transposition",
    ):
        assert words in html


@pytest.mark.usefixtures("accompanied")
def test_an_awareness_session_tells_its_minutes_and_its_statements(client: Client) -> None:
    html = _page(client, "awareness").html
    assert "0–10 min" in html
    assert 'href="/enonces/A902/"' in html
    assert "1\u00a0h\u00a030" in html


@pytest.mark.parametrize("format_", FORMATS)
def test_nobody_takes_a_place_alone(accompanied: Folder, alice: Any, format_: str) -> None:
    course = Course.objects.get(slug=f"accompagnee-{format_}")
    with pytest.raises(ValidationError):
        enrol(course, by=alice, now=NOW)
    assert not Enrolment.objects.exists()


@pytest.mark.usefixtures("accompanied")
def test_enrolling_by_its_address_says_so(alice: Any, signed_in: Any) -> None:
    address = reverse("courses:learning:enrol", args=["accompagnee-formaction"])
    answer = signed_in(alice).post(address, follow=True)
    assert "Les inscriptions à cette formation ne sont pas ouvertes." in answer.content.decode()
    assert not Enrolment.objects.exists()


@pytest.mark.usefixtures("accompanied")
def test_its_documents_open_for_staff_alone(client: Client, adele: Any, signed_in: Any) -> None:
    link = "/formations/accompagnee-formaction/lecons/matin-lu/"
    assert link not in _page(client, "formaction").html
    assert link in _page(signed_in(adele), "formaction").html
    assert signed_in(adele).get(link).status_code == 200


@pytest.mark.usefixtures("accompanied")
def test_the_page_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        _page(client, "formaction")


@pytest.mark.usefixtures("accompanied")
def test_the_catalogue_goes_from_short_to_long(client: Client) -> None:
    html = client.get(reverse("courses:catalogue:list")).content.decode()
    places = [html.index(f"Avec {one}") for one in ("awareness", "formaction", "experience")]
    assert places == sorted(places)
    assert "Form’action · 14\u00a0h" in html or "Form'action · 14\u00a0h" in html


def test_a_stage_of_an_unknown_kind_is_refused(folder: Folder, db: None) -> None:
    write_accompanied(folder)
    folder.edit("modules/soir/module.yaml", "day: 2", "jour: 2")
    with pytest.raises(Exception, match=r"module.yaml.*ligne"):
        folder.load()
