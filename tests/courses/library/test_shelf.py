"""The academic shelf: eleven notices, links, and nothing hosted nor made up."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import Course
from courses.knowledge.models import Finding, LinkCheck, Notice
from tests.courses.learning.views.test_course import queries
from tests.courses.library.reading_back import bibtex, ris
from tests.courses.pages import full

SHELF = "/rayon-academique/"

pytestmark = pytest.mark.usefixtures("course")


def test_the_shelf_shows_the_eleven_notices_in_their_order(client: Client) -> None:
    page = full(client.get(SHELF))
    keys = list(Notice.objects.values_list("key", flat=True))
    assert len(keys) == 11
    places = [page.html.index(f'href="{SHELF}{key}/"') for key in keys]
    assert places == sorted(places)
    assert page.all("a", href="/enonces/A35/")
    assert page.all("link", rel="canonical", href=f"http://localhost:8000{SHELF}")
    assert "droits à vérifier" in page.html
    assert "© Association Le RAMEAU" in page.html


def test_each_notice_has_a_right_page(client: Client) -> None:
    for notice in Notice.objects.all():
        page = full(client.get(f"{SHELF}{notice.key}/"))
        assert "copie conservée" in page.html or "texte conservé" in page.html
        if notice.url:
            assert page.all("a", href=notice.url, rel="noopener noreferrer")


def test_a_notice_says_what_is_not_known(client: Client) -> None:
    source = full(client.get(f"{SHELF}support-du-10e-anniversaire/")).html
    assert "Aucune adresse publique connue." in source
    mooc = full(client.get(f"{SHELF}mooc-essec/")).html
    assert mooc.count("non connu") == 2  # authors and date


def test_the_source_leads_to_every_finding(client: Client) -> None:
    page = full(client.get(f"{SHELF}support-du-10e-anniversaire/"))
    for code in Finding.objects.filter(code__lt="R32").values_list("code", flat=True):
        assert page.all("a", href=f"/resultats/{code}/")


def test_a_notice_is_linked_with_its_references_and_findings_and_they_with_it(
    client: Client,
) -> None:
    url = f"{SHELF}programme-phare/"
    page = full(client.get(url))
    for linked in ["/references/B04/", "/references/B05/", "/resultats/R12/", "/resultats/R14/"]:
        assert page.all("a", href=linked)
        assert full(client.get(linked)).all("a", href=url)


def test_the_doi_leads_to_the_original(client: Client) -> None:
    page = full(client.get(f"{SHELF}ocde-mesurer-la-confiance/"))
    assert page.all("a", href="https://doi.org/10.1787/9789264278219-en")


def test_a_dead_link_is_said_on_the_shelf(client: Client) -> None:
    notice = Notice.objects.get(key="mooc-essec")
    now = timezone.now()
    LinkCheck.objects.create(
        url=notice.url, checked_at=now, problem="404, page introuvable", dead_since=now
    )
    for path in [SHELF, f"{SHELF}mooc-essec/"]:
        assert "lien mort depuis le" in full(client.get(path)).html


@pytest.mark.parametrize("who", ["nobody", "alice", "tarik", "mina", "adele", "omar"])
def test_the_shelf_is_open_to_everybody(who: str, request: Any, signed_in: Any) -> None:
    client = Client() if who == "nobody" else signed_in(request.getfixturevalue(who))
    for path in ["", "mooc-essec/", "citations.bib", "mooc-essec/citation.ris"]:
        assert client.get(f"{SHELF}{path}").status_code == 200
        assert client.post(f"{SHELF}{path}").status_code == 405


@pytest.mark.parametrize(
    "path", ["nulle-part/", "citations.pdf", "nulle-part/citation.bib", "mooc-essec/citation.pdf"]
)
def test_what_the_shelf_does_not_hold_is_not_found(client: Client, path: str) -> None:
    answer = client.get(f"{SHELF}{path}")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.content.decode()


def test_the_shelf_costs_few_queries_whatever_it_holds(client: Client) -> None:
    before = queries(client, SHELF)
    assert before <= 8
    assert queries(client, f"{SHELF}programme-phare/") <= 10
    for number in range(3):
        Notice.objects.create(
            key=f"de-plus-{number}",
            position=20 + number,
            title="De plus",
            kind="note",
            says="Rien.",
            url=f"https://exemple.fr/{number}",
            consulted="2026-11",
            rights="droits à vérifier",
        ).findings.set(Finding.objects.all()[:2])
    assert queries(client, SHELF) == before


# Citations --------------------------------------------------------------------------------------


def test_the_whole_shelf_is_one_file(client: Client) -> None:
    answer = client.get(f"{SHELF}citations.bib")
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="rayon-academique.bib"'
    entries = bibtex(answer.content.decode())
    assert list(entries) == list(Notice.objects.values_list("key", flat=True))
    records = ris(client.get(f"{SHELF}citations.ris").content)
    assert len(records) == 11
    text = client.get(f"{SHELF}citations.txt").content.decode()
    assert text.count("consulté le …") == 10  # one has no known address


@pytest.mark.parametrize("course_finding", ["R04", "R17", "R23", "R30"])
def test_a_finding_is_cited_with_its_source_its_lines_and_its_page(
    client: Client, course_finding: str
) -> None:
    finding = Finding.objects.get(code=course_finding)
    url = f"/resultats/{finding.code}/"
    (entry,) = bibtex(client.get(f"{url}citation.bib").content.decode()).values()
    assert entry["author"] == "Le RAMEAU"
    assert entry["title"].startswith("Observatoire des partenariats")
    assert (entry["year"], entry["month"], entry["day"]) == ("2017", "nov", "23")
    assert entry["url"] == f"http://localhost:8000{url}"
    assert finding.title.replace("’", "'") in entry["note"]
    (record,) = ris(client.get(f"{url}citation.ris").content)
    assert {"AU": "Le RAMEAU", "PY": "2017", "UR": entry["url"]}.items() <= dict(record).items()
    text = client.get(f"{url}citation.txt").content.decode()
    page = client.get(url).content.decode()
    for place in finding.places.all():
        assert place.statement.lines in text
    assert text.strip() in page


def test_lines_of_a_citation_are_those_of_its_statements(client: Client) -> None:
    text = client.get("/resultats/R04/citation.txt").content.decode()
    assert "lignes 34, 36, 38, 40, 41, 42, 44-45, 48, 49" in text
    assert "ligne 141." in client.get("/resultats/R17/citation.txt").content.decode()


def test_a_citation_in_other_letters_leads_to_its_file(client: Client) -> None:
    answer = client.get("/resultats/r17/citation.bib")
    assert (answer.status_code, answer["Location"]) == (301, "/resultats/R17/citation.bib")


@pytest.mark.parametrize("path", ["R17/citation.pdf", "R999/citation.bib", "R17/citation."])
def test_a_citation_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/resultats/{path}").status_code == 404


def test_every_citation_of_the_library_can_be_read_back(client: Client, course: Course) -> None:
    for code in Finding.objects.values_list("code", flat=True):
        (entry,) = bibtex(client.get(f"/resultats/{code}/citation.bib").content.decode()).values()
        assert code in entry["note"]
        assert len(ris(client.get(f"/resultats/{code}/citation.ris").content)) == 1
