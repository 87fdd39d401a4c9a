"""Loading what a source says: to the character, or not at all."""

from typing import Any

import pytest
import yaml

from courses.catalogue.models import Course
from courses.interchange.loading import SHIPPED
from courses.interchange.reading import ContentError
from courses.knowledge.loading import (
    QuotationProblem,
    load_decision,
    load_finding,
    load_reference,
    load_source,
    load_statement,
)
from courses.knowledge.models import Finding, FindingStatement, Source, Statement
from courses.knowledge.quoting import quoted_lines, sha256
from tests.courses.small import SOURCE, Folder

KNOWLEDGE = SHIPPED / "knowledge"
STATEMENTS = yaml.safe_load((KNOWLEDGE / "statements.yaml").read_text(encoding="utf-8"))[
    "statements"
]
SHIPPED_SOURCE = (KNOWLEDGE / "observatoire-des-partenariats-2017.txt").read_text(encoding="utf-8")


def test_the_source_has_eighty_statements_each_written_once() -> None:
    assert [one["code"] for one in STATEMENTS] == [f"A{number:02d}" for number in range(1, 81)]


@pytest.mark.parametrize("written", STATEMENTS, ids=lambda one: one["code"])
def test_every_shipped_statement_is_what_its_lines_say(written: dict[str, Any]) -> None:
    assert written["text"] == quoted_lines(SHIPPED_SOURCE, *written["lines"])


def test_every_stored_statement_is_what_its_lines_say(course: Course) -> None:
    stored = Statement.objects.filter(source__slug="observatoire-2017")
    assert stored.count() == len(STATEMENTS)
    for one in stored:
        assert one.text == quoted_lines(SHIPPED_SOURCE, one.first_line, one.last_line)
        assert one.sha256 == sha256(one.text)


@pytest.fixture
def source(db: None) -> Source:
    return load_source(_source(), SOURCE.encode())


def _source(**more: Any) -> dict[str, Any]:
    return {
        "id": "petite-source",
        "title": "Petite source",
        "publisher": "Personne",
        "published_on": "2017-11-23",
        "file": "petite.txt",
        "sha256": sha256(SOURCE),
        "licence": "libre",
        **more,
    }


def _statement(**more: Any) -> dict[str, Any]:
    return {"code": "A902", "lines": [3, 3], "kind": "fact", "text": "Un fait daté.", **more}


def test_load_source_refuses_a_file_that_changed(db: None) -> None:
    with pytest.raises(QuotationProblem, match="le document a changé"):
        load_source(_source(), SOURCE.encode() + b" ")
    assert not Source.objects.filter(slug="petite-source").exists()


def test_load_source_twice_is_one(source: Source) -> None:
    again = load_source(_source(title="Mieux nommée"), SOURCE.encode())
    assert again.pk == source.pk
    assert again.title == "Mieux nommée"


@pytest.mark.parametrize(
    "text",
    ["Un fait date.", "un fait daté.", "Un fait daté", "Un fait daté. ", "Un  fait daté.", ""],
)
def test_load_statement_refuses_one_changed_character(source: Source, text: str) -> None:
    with pytest.raises(QuotationProblem, match=r"lignes 3 à 3.*« Un fait daté\. »"):
        load_statement(source, SOURCE, _statement(text=text))


@pytest.mark.parametrize("lines", [[0, 1], [3, 99], [99, 99], [3, 2]])
def test_load_statement_refuses_lines_out_of_range(source: Source, lines: list[int]) -> None:
    with pytest.raises(QuotationProblem):
        load_statement(source, SOURCE, _statement(lines=lines))


def test_load_statement_keeps_the_words_of_the_source_untouched(source: Source) -> None:
    statement = load_statement(
        source, SOURCE, _statement(lines=[4, 5], text="Une thèse : sur deux lignes")
    )
    assert statement.text == "Une thèse : sur deux lignes"  # no typography on a quotation
    assert statement.lines == "4-5"


def test_load_content_names_the_file_and_line_of_a_wrong_quotation(
    db: None, folder: Folder
) -> None:
    folder.edit("knowledge/statements.yaml", "Un fait daté.", "Un fait date.")
    with pytest.raises(ContentError) as caught:
        folder.load()
    assert (caught.value.path.name, caught.value.line) == ("statements.yaml", 10)
    assert "diffère de la source" in str(caught.value)


def test_load_content_names_the_file_and_line_of_a_changed_source(db: None, folder: Folder) -> None:
    folder.edit("knowledge/petite.txt", "Fin", "FIN")
    with pytest.raises(ContentError) as caught:
        folder.load()
    assert (caught.value.path.name, caught.value.line) == ("sources.yaml", 7)


def _finding(**more: Any) -> dict[str, Any]:
    written = {"code": "R901", "title": "Un résultat", "status": "thesis", "axis": "qualify"}
    return {**written, "prisms": [], "statements": ["A903", "A902"], **more}


@pytest.fixture
def statements(source: Source) -> dict[str, Statement]:
    return {
        "A902": load_statement(source, SOURCE, _statement()),
        "A903": load_statement(
            source,
            SOURCE,
            _statement(code="A903", lines=[4, 5], text="Une thèse : sur deux lignes"),
        ),
    }


def _codes(finding: Finding) -> list[str]:
    return [place.statement.code for place in finding.places.select_related("statement")]


def test_load_finding_keeps_the_written_order(statements: dict[str, Statement]) -> None:
    finding = load_finding(_finding(), statements, {}, {})
    assert _codes(finding) == ["A903", "A902"]


def test_load_finding_again_writes_nothing_new(statements: dict[str, Statement]) -> None:
    finding = load_finding(_finding(), statements, {}, {})
    before = list(finding.places.values_list("pk", flat=True))
    load_finding(_finding(), statements, {}, {})
    assert list(finding.places.values_list("pk", flat=True)) == before


def test_load_finding_follows_a_new_order(statements: dict[str, Statement]) -> None:
    load_finding(_finding(), statements, {}, {})
    finding = load_finding(_finding(statements=["A902", "A903"]), statements, {}, {})
    assert _codes(finding) == ["A902", "A903"]
    finding = load_finding(_finding(statements=["A903"]), statements, {}, {})
    assert _codes(finding) == ["A903"]
    assert FindingStatement.objects.filter(finding=finding).count() == 1


def test_load_finding_refuses_a_code_that_does_not_exist(
    statements: dict[str, Statement],
) -> None:
    with pytest.raises(KeyError, match="A999"):
        load_finding(_finding(statements=["A902", "A999"]), statements, {}, {})
    assert not Finding.objects.filter(code="R901").exists()


def test_load_finding_replaces_its_complements(statements: dict[str, Statement]) -> None:
    reference = load_reference(
        {"code": "B901", "title": "Ailleurs", "says": "Oui.", "url": "https://exemple.fr"},
        {},
    )
    finding = load_finding(_finding(complements=["B901"]), statements, {"B901": reference}, {})
    assert list(finding.complements.all()) == [reference]
    load_finding(_finding(), statements, {"B901": reference}, {})
    assert list(finding.complements.all()) == []


def test_load_decision_sets_its_words_in_french_typography(db: None) -> None:
    decision = load_decision({"code": "C901", "title": "L'axe", "text": "Ceci : cela ; fini !"})
    assert decision.title == "L’axe"
    assert decision.text == "Ceci\u202f: cela\u202f; fini\u202f!"
