"""The public pages and the resource centre, as somebody who reads French."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import Course
from courses.knowledge.models import (
    Decision,
    Finding,
    LinkCheck,
    Notice,
    Reference,
    Statement,
)


def test_home(course: Course, client: Client, read: Any) -> None:
    assert "Alliances et confiance" in read(client.get(reverse("home")))


def test_public_pages(course: Course, client: Client, read: Any) -> None:
    read(client.get(reverse("courses:catalogue:list")))
    text = read(client.get(reverse("courses:learning:course", args=[course.slug])))
    assert "S’inscrire à cette formation" in text
    assert "70\u00a0% au moins" in text
    read(client.get(reverse("courses:library:findings")))
    read(client.get(reverse("courses:library:finding", args=["R99"])), status=404)


def test_looking_for_something(course: Course, client: Client, read: Any) -> None:
    browse = reverse("courses:library:browse")
    read(client.get(browse))
    read(client.get(browse, {"q": "zzz", "axe": "understand", "type": "finding"}))
    assert "Voici ce qui en contient une partie" in read(client.get(browse, {"q": "alliance zzz"}))
    read(client.get(browse, {"axe": "ailleurs"}))
    matrix = reverse("courses:library:matrix")
    assert "Les trois prismes croisés" in read(client.get(matrix))
    read(client.get(matrix, {"lignes": "actors", "colonnes": "actors"}), status=422)


@pytest.mark.parametrize("format_", ["awareness", "formaction", "experience"])
def test_programmes(course: Course, client: Client, read: Any, format_: str) -> None:
    accompanied = Course.objects.get(format=format_)
    text = read(client.get(reverse("courses:learning:course", args=[accompanied.slug])))
    assert "ses dates seront annoncées ici" in text


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("finding", Finding),
        ("statement", Statement),
        ("reference", Reference),
        ("decision", Decision),
    ],
)
def test_pages_of_the_library(
    course: Course, client: Client, read: Any, name: str, model: Any
) -> None:
    for code in model.objects.values_list("code", flat=True):
        read(client.get(reverse(f"courses:library:{name}", args=[code])))


def test_academic_shelf(course: Course, client: Client, read: Any) -> None:
    assert "Rayon académique" in read(client.get(reverse("courses:library:shelf")))
    for notice in Notice.objects.all():
        read(client.get(reverse("courses:library:notice", args=[notice.key])))


def test_links_in_each_state_and_what_depends_on_a_finding(
    course: Course, tarik: Any, signed_in: Any, read: Any
) -> None:
    browser, now = signed_in(tarik), timezone.now()
    reference = Reference.objects.get(code="B26")
    LinkCheck.objects.create(url=reference.url, checked_at=now)
    LinkCheck.objects.create(
        url=reference.more_urls[0], checked_at=now, problem="404, page introuvable", dead_since=now
    )
    text = read(browser.get(reverse("courses:library:reference", args=["B26"])))
    assert "lien vérifié le" in text
    assert "lien mort depuis le" in text
    Finding.objects.filter(code="R17").update(modality="peuvent")
    text = read(browser.get(reverse("courses:library:finding", args=["R17"])))
    assert "À relire\u202f: écrit d’après une version antérieure" in text


def test_no_course_yet(course: Course, client: Client, read: Any) -> None:
    Course.objects.update(withdrawn_at=timezone.now())
    text = read(client.get(reverse("courses:catalogue:list")))
    assert "Aucune formation n’est encore ouverte." in text
