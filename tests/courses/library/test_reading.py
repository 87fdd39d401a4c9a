"""The pages of a finding, a statement, a reference and a decision."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import Course, LessonCitation
from courses.catalogue.outline import outline_of
from courses.enrolment.enrolling import enrol
from courses.knowledge.models import Decision, Finding, LinkCheck, Reference, Statement
from tests.courses.learning.views.test_course import queries
from tests.courses.pages import full
from tests.courses.small import NOW, Folder

PAGES = {
    "finding": ("/resultats/", Finding),
    "statement": ("/enonces/", Statement),
    "reference": ("/references/", Reference),
    "decision": ("/lectures/", Decision),
}
SMALL = {"finding": "R901", "statement": "A902", "reference": "B901", "decision": "C901"}


def _page(client: Client, path: str) -> Any:
    return full(client.get(path))


def _words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", unescape(page.html)).split())


# Every page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_every_shipped_one_is_a_right_page_with_its_address(
    course: Course, client: Client, name: str
) -> None:
    _path, model = PAGES[name]
    found = list(model.objects.values_list("code", flat=True))
    assert len(found) >= 12
    for code in found:
        url = reverse(f"courses:library:{name}", args=[code])
        page = _page(client, url)
        assert page.all("link", rel="canonical", href=f"http://localhost:8000{url}")
        assert page.all("meta", name="robots") == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["nobody", "alice", "omar", "tarik", "mina", "adele"])
def test_every_page_is_open_to_everybody(
    small: Course, name: str, who: str, request: Any, signed_in: Callable[[Any], Client]
) -> None:
    client = Client() if who == "nobody" else signed_in(request.getfixturevalue(who))
    full(client.get(f"{PAGES[name][0]}{SMALL[name]}/"))


@pytest.mark.parametrize("name", PAGES)
def test_an_unknown_code_is_said_in_french_and_a_post_refused(
    small: Course, client: Client, name: str
) -> None:
    path = PAGES[name][0]
    for wrong in ["X", "R999", "Z901", SMALL[name] + "b"]:
        answer = client.get(f"{path}{wrong}/")
        assert answer.status_code == 404
        assert "Cette page n’existe pas" in answer.content.decode()
    assert client.post(f"{path}{SMALL[name]}/").status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_a_code_in_other_letters_leads_to_its_page(
    small: Course, client: Client, name: str
) -> None:
    path = PAGES[name][0]
    answer = client.get(f"{path}{SMALL[name].lower()}/")
    assert (answer.status_code, answer["Location"]) == (301, f"{path}{SMALL[name]}/")


def test_a_code_that_ends_with_a_small_letter_has_a_page(course: Course, client: Client) -> None:
    full(client.get("/lectures/C04b/"))
    assert client.get("/lectures/C04B/")["Location"] == "/lectures/C04b/"


BOUNDS = {
    "finding": {"nobody": 14, "alice": 19, "tarik": 24},
    "statement": {"nobody": 9, "alice": 13, "tarik": 13},
    "reference": {"nobody": 9, "alice": 13, "tarik": 13},
    "decision": {"nobody": 8, "alice": 11, "tarik": 11},
}


@pytest.mark.parametrize(("name", "who"), [(name, who) for name in BOUNDS for who in BOUNDS[name]])
def test_a_page_costs_few_queries(
    follower: Any, name: str, who: str, request: Any, signed_in: Callable[[Any], Client]
) -> None:
    """As many for the shipped ones that most lessons cite as for a small one."""
    client = Client() if who == "nobody" else signed_in(request.getfixturevalue(who))
    path, model = PAGES[name]
    counts = [queries(client, f"{path}{code}/") for code in [*_heavy(model), SMALL[name]]]
    assert max(counts) <= BOUNDS[name][who], counts


def _heavy(model: Any) -> list[str]:
    codes = {"Finding": ["R04", "R17", "R10"], "Statement": ["A55", "A08"]}
    return codes.get(model.__name__, [model.objects.first().code])


def test_a_finding_costs_the_same_with_more_lessons_and_statements(
    small: Course, client: Client, folder: Folder
) -> None:
    folder.edit("knowledge/findings.yaml", "[A903, A902]", "[A902]")
    folder.load()
    before = queries(client, "/resultats/R901/")
    folder.edit("knowledge/findings.yaml", "[A902]", "[A902, A903, A901]")
    for lesson in ("petite-deux", "petite-trois"):
        name = (
            f"modules/{'petit-premier' if lesson == 'petite-deux' else 'petit-second'}/{lesson}.md"
        )
        folder.edit(name, "texte.", "texte.\n\n/// source | A902 A903\n///")
    folder.load()
    assert queries(client, "/resultats/R901/") == before


# A finding --------------------------------------------------------------------------------------


def test_a_finding_is_quoted_in_its_context(small: Course, client: Client) -> None:
    page = _page(client, "/resultats/R901/")
    assert page.html.count("<mark") == 3
    assert re.search(r'excerpt__number">1</span>', page.html)
    words = _words(page)
    assert "Thèse" in words
    assert "Étiquetage de notre équipe" in words
    assert "non précisé" in words
    assert "libre" in words
    statement = Statement.objects.get(code="A902")
    assert statement.sha256 in words
    assert statement.source.sha256 in words


def test_a_finding_keeps_its_modality_and_what_is_lost(course: Course, client: Client) -> None:
    words = _words(_page(client, "/resultats/R23/"))
    assert "« peuvent »" in words
    lost = _words(_page(client, "/resultats/R28/"))
    assert "le nom des trois dynamiques" in lost
    assert "est perdu" in lost


def test_the_values_of_a_prism_say_what_they_rest_on(course: Course, client: Client) -> None:
    page = _page(client, "/resultats/R17/")
    assert "Système politique" in _words(page)
    assert page.all("a", href="/enonces/A55/")


def test_a_finding_leads_to_each_passage_and_each_question(course: Course, client: Client) -> None:
    page = _page(client, "/resultats/R17/")
    lesson = "/formations/alliances-et-confiance/lecons/les-trois-spheres/"
    shown = {place.version for place in outline_of(course.current).lessons}
    cited = LessonCitation.objects.filter(statement__code="A55", lesson_version__in=shown)
    assert cited.exists()
    for one in cited:
        assert any(
            (link.get("href") or "").endswith(f"#passage-{one.passage}") for link in page.all("a")
        )
    assert page.all("a", href=f"{lesson}questionnaire/")
    assert "Quelles sont les trois sphères" in _words(page)


def test_no_page_says_which_answer_is_right(small: Course, client: Client) -> None:
    for path in ["/resultats/R901/", "/enonces/A902/", "/references/B901/", "/lectures/C901/"]:
        html = _page(client, path).html
        for secret in ["La bonne", "La mauvaise", "Exact.", "Relisez.", "Il miaule"]:
            assert secret not in html


def test_who_is_not_enrolled_is_told_so(small: Course, alice: Any, signed_in: Any) -> None:
    sentence = "s’ouvrent après inscription"
    assert sentence in _page(Client(), "/resultats/R901/").html
    browser = signed_in(alice)
    assert sentence in _page(browser, "/resultats/R901/").html
    enrol(small, by=alice, now=NOW)
    assert sentence not in _page(browser, "/resultats/R901/").html


def test_an_earlier_version_is_said_to_everybody(
    small: Course, client: Client, folder: Folder
) -> None:
    sentence = "Écrit d’après une version antérieure de ce résultat"
    assert sentence not in _page(client, "/resultats/R901/").html
    folder.edit("knowledge/findings.yaml", "status: thesis", "status: model")
    folder.load(publish=False)
    assert sentence in _page(client, "/resultats/R901/").html


@pytest.mark.parametrize(
    ("who", "sees"), [("tarik", True), ("adele", True), ("mina", False), ("omar", False)]
)
def test_what_depends_on_a_finding_is_for_those_who_write(
    small: Course, who: str, sees: bool, request: Any, signed_in: Any
) -> None:
    page = _page(signed_in(request.getfixturevalue(who)), "/resultats/R901/")
    assert ("Ce qui dépend de ce résultat" in page.html) is sees


# A statement, a reference, a decision -----------------------------------------------------------


def test_a_statement_marks_its_line_and_names_its_findings(course: Course, client: Client) -> None:
    page = _page(client, "/enonces/A55/")
    (line,) = page.all("li", id="ligne-141")
    assert "is-quoted" in (line["class"] or "")
    assert page.all("a", href="/resultats/R17/")
    assert Statement.objects.get(code="A55").sha256 in page.html


def test_headings_support_nothing_and_say_what_is_lost(course: Course, client: Client) -> None:
    for code in Statement.objects.filter(kind="heading", code__lt="A81").values_list(
        "code", flat=True
    ):
        assert "aucun contenu" in _page(client, f"/enonces/{code}/").html
    assert "la liste des moteurs" in _page(client, "/enonces/A64/").html


def test_a_reference_leads_outside_and_says_so(course: Course, client: Client) -> None:
    page = _page(client, "/references/B26/")
    for url in ["quest-ce-quun-catalyseur-territorial", "la-co-construction-territoriale"]:
        assert page.all("a", href=f"https://www.lerameau.fr/{url}/", rel="noopener noreferrer")
    assert page.html.count("lerameau.fr (site extérieur)") == 2
    assert "Nombre lu sans date relevée" in page.html
    assert "copie conservée" in page.html


def test_codes_inside_a_text_lead_to_their_pages(course: Course, client: Client) -> None:
    assert _page(client, "/references/B07/").all("a", href="/references/B34/")
    assert _page(client, "/lectures/C02/").all("a", href="/references/B19/")


def test_a_decision_says_where_it_is_applied(course: Course, client: Client) -> None:
    assert "sur la page de chaque résultat" in _page(client, "/lectures/C05/").html


@pytest.mark.parametrize(
    ("problem", "dead", "said"),
    [
        ("", False, "lien vérifié le"),
        ("404, page introuvable", True, "lien mort depuis le"),
        ("403, le site refuse les vérifications automatiques", False, "non vérifié le"),
    ],
)
def test_a_reference_says_what_is_known_of_its_address(
    small: Course, client: Client, problem: str, dead: bool, said: str
) -> None:
    now = timezone.now()
    assert "adresse pas encore vérifiée" in _page(client, "/references/B901/").html
    LinkCheck.objects.create(
        url="https://exemple.fr/page",
        checked_at=now,
        problem=problem,
        dead_since=now - timedelta(days=9) if dead else None,
    )
    words = _words(_page(client, "/references/B901/"))
    assert said in words
    assert problem in words


# From a passage to the line, and back -------------------------------------------------------------


def test_a_passage_is_one_click_from_the_line_it_quotes(course: Course) -> None:
    place = next(
        one for one in outline_of(course.current).lessons if one.slug == "les-trois-spheres"
    )
    version = LessonCitation.objects.filter(lesson_version=place.version, statement__code="A55")
    html = version.get().lesson_version.html
    assert 'href="/enonces/A55/#ligne-141"' in html
