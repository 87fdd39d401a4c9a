"""Marked passages: who speaks, and what may be cited."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from courses.catalogue.markup import Passage
from courses.catalogue.models import Course
from courses.catalogue.passages import Marking
from courses.knowledge.citing import CitationProblem, all_citable

SOURCE, ELSEWHERE, READING = "source", "elsewhere", "reading"


@pytest.fixture
def marking(small: Course) -> Iterator[Marking]:
    with translation.override("fr"):
        yield Marking(all_citable(), {"A902": ["R901", "R902"], "A903": ["R901"]})


def _fill(marking: Marking, mark: str, *codes: str, body: str = "") -> str:
    return marking.fill(Passage(mark, codes, "trois"), body)


def test_fill_quotes_the_statement_to_the_character(marking: Marking) -> None:
    html = _fill(marking, SOURCE, "A903")
    assert "<p>«&#8239;Une thèse : sur deux lignes&#8239;»</p>" in html
    assert "Petite source" in html
    assert 'class="mark mark--source"' in html
    assert 'aria-labelledby="passage-trois-label"' in html


def test_fill_quotes_each_statement_and_names_each_finding_once(marking: Marking) -> None:
    html = _fill(marking, SOURCE, "A902", "A903")
    assert html.count("<blockquote>") == 2
    assert html.count("/resultats/R901/") == html.count("/resultats/R902/") == 1


def test_fill_escapes_what_it_quotes(marking: Marking) -> None:
    marking.citable["A902"].text = '<script>window.hit=1</script> & "x"'  # type: ignore[union-attr]
    html = _fill(marking, SOURCE, "A902")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_fill_of_elsewhere_keeps_the_words_and_links_the_document(marking: Marking) -> None:
    html = _fill(marking, ELSEWHERE, "B901", body="<p>Nos mots.</p>")
    assert "<p>Nos mots.</p>" in html
    assert 'href="https://exemple.fr/page" rel="noopener noreferrer"' in html


def test_fill_leads_to_each_line_that_it_quotes(marking: Marking) -> None:
    html = _fill(marking, SOURCE, "A902", "A903")
    assert '<a href="/enonces/A902/#ligne-3">ligne 3</a> (A902)' in html
    assert '<a href="/enonces/A903/#ligne-4">lignes 4-5</a> (A903)' in html


def test_fill_leads_to_the_notice_and_says_where_its_address_leads(marking: Marking) -> None:
    html = _fill(marking, ELSEWHERE, "B901", body="<p>Nos mots.</p>")
    assert 'href="/references/B901/"' in html
    assert "exemple.fr (site extérieur)" in html


def test_fill_leads_to_the_decision(marking: Marking) -> None:
    html = _fill(marking, READING, "C901", body="<p>Nous lisons.</p>")
    assert 'href="/lectures/C901/"' in html


def test_fill_of_a_reading_may_cite_nothing(marking: Marking) -> None:
    assert "mark--reading" in _fill(marking, READING, body="<p>Nous lisons.</p>")
    assert marking.citations == []


def test_fill_remembers_what_is_cited_in_order(marking: Marking) -> None:
    _fill(marking, SOURCE, "A903", "A902")
    _fill(marking, READING, "C901", body="<p>x</p>")
    assert [(mark, one.code) for _passage, mark, one in marking.citations] == [
        (SOURCE, "A903"),
        (SOURCE, "A902"),
        (READING, "C901"),
    ]


@pytest.mark.parametrize(
    ("mark", "codes", "body", "sentence"),
    [
        (SOURCE, ["B901"], "", "un passage « A » ne peut pas citer B901"),
        (SOURCE, ["A902", "C901"], "", "un passage « A » ne peut pas citer C901"),
        (ELSEWHERE, ["A902"], "x", "un passage « B » ne peut pas citer A902"),
        (READING, ["B901"], "x", "un passage « C » ne peut pas citer B901"),
        (SOURCE, [], "", "un passage marqué ne cite rien"),
        (ELSEWHERE, [], "x", "un passage marqué ne cite rien"),
        (SOURCE, ["A902"], "<p>x</p>", "un passage « source » reste vide"),
        (ELSEWHERE, ["B901"], "", "un passage marqué est vide"),
        (READING, [], "", "un passage marqué est vide"),
        (SOURCE, ["A999"], "", "aucun énoncé, référence ou décision ne porte le code 'A999'"),
    ],
)
def test_fill_refuses(
    marking: Marking, mark: str, codes: list[str], body: str, sentence: str
) -> None:
    with pytest.raises(CitationProblem, match=sentence):
        _fill(marking, mark, *codes, body=body)
    assert marking.citations == []


def test_fill_raises_what_the_source_raises(marking: Marking) -> None:
    marking.citable["A902"].text = "10^{ème} <b> ^{trop-long}"  # type: ignore[union-attr]
    html = _fill(marking, SOURCE, "A902")
    assert "10<sup>ème</sup> &lt;b&gt; ^{trop-long}" in html
