"""Findings, and where they are taught."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import Course
from courses.knowledge.models import Finding
from tests.courses.learning.views.test_course import queries
from tests.courses.pages import full
from tests.courses.small import Folder

LIST = "/resultats/"


def _finding(code: str) -> str:
    return reverse("courses:library:finding", args=[code])


def test_finding_list_shows_every_finding(course: Course, client: Client) -> None:
    page = full(client.get(LIST))
    for code in Finding.objects.values_list("code", flat=True):
        assert page.all("a", href=_finding(code))


def test_finding_page_quotes_its_statements_in_order(small: Course, client: Client) -> None:
    page = full(client.get(_finding("R901")))
    assert page.words("h1") == "Un résultat"
    main = page.html.partition("<main")[2]
    assert main.index("Une thèse : sur deux lignes") < main.index("Un fait daté.")
    assert page.all("a", href="/references/B901/")
    assert page.all("a", href="/formations/petite/lecons/petite-un/")


def test_every_shipped_finding_is_a_right_page(course: Course, client: Client) -> None:
    for code in Finding.objects.values_list("code", flat=True):
        full(client.get(_finding(code)))


@pytest.mark.parametrize("code", ["R999", "r999", "A902", "R901%00", "%00", "R901/x", "é"])
def test_finding_page_of_no_finding_is_not_found(small: Course, client: Client, code: str) -> None:
    assert client.get(f"{LIST}{code}/").status_code == 404


def test_a_code_in_small_letters_leads_to_its_finding(small: Course, client: Client) -> None:
    answer = client.get(f"{LIST}r901/")
    assert (answer.status_code, answer["Location"]) == (301, f"{LIST}R901/")


def test_a_withdrawn_or_draft_course_teaches_nothing(
    small: Course, client: Client, folder: Folder
) -> None:
    small.withdrawn_at = "2026-03-03T00:00:00Z"
    small.save()
    assert "petite-un" not in full(client.get(_finding("R901"))).html


@pytest.mark.parametrize("address", [LIST, "/resultats/R901/", "/formations/"])
def test_pages_for_everybody_refuse_a_post(small: Course, client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_finding_list_costs_the_same_with_more_findings(
    small: Course, client: Client, folder: Folder
) -> None:
    before = queries(client, LIST)
    more = "".join(
        f"  - {{code: R91{at}, title: x, statements: [A902], status: thesis, axis: qualify, "
        "prisms: []}\n"
        for at in range(2)
    )
    name = "knowledge/findings.yaml"
    folder.write(name, (folder.root / name).read_text(encoding="utf-8") + more)
    folder.load()
    assert queries(client, LIST) == before == 1


def test_finding_pages_are_open_to_anybody(small: Course, omar: Any, signed_in: Any) -> None:
    full(signed_in(omar).get(LIST))
    full(signed_in(omar).get(_finding("R901")))
