"""Loading what a source says: a quotation that differs by one character is refused."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from courses.knowledge.models import (
    Decision,
    Finding,
    FindingStatement,
    Reference,
    Source,
    Statement,
)
from courses.knowledge.quoting import quoted_lines, sha256
from courses.typography import typeset, typeset_all


class QuotationProblem(Exception):
    """A quotation that its source does not hold; the message is in French."""


def load_source(written: Mapping[str, Any], content: bytes) -> Source:
    """Keep what is known of a source. QuotationProblem when its file is not the one described."""
    if (found := sha256(content)) != written["sha256"]:
        raise QuotationProblem(f"le document a changé : son SHA-256 est {found}")
    source, _created = Source.objects.update_or_create(
        slug=written["id"],
        defaults={
            **{
                key: written.get(key, "") for key in ("publisher", "published_on", "file", "sha256")
            },
            **{key: typeset(written.get(key, "")) for key in ("title", "licence", "note")},
        },
    )
    return source


def load_statement(source: Source, source_text: str, written: Mapping[str, Any]) -> Statement:
    """Keep a statement. QuotationProblem unless its text is, to the character, its lines'."""
    first, last = written["lines"]
    quoted = quoted_lines(source_text, first, last)
    if quoted != written["text"]:
        raise QuotationProblem(
            f"la citation {written['code']} diffère de la source, lignes {first} à {last} ; "
            f"la source dit : « {quoted} »"
        )
    statement, _created = Statement.objects.update_or_create(
        code=written["code"],
        defaults={
            "source": source,
            "first_line": first,
            "last_line": last,
            "kind": written["kind"],
            "slide": written.get("slide", ""),
            "text": quoted,
            "sha256": sha256(quoted),
            "note": typeset(written.get("note") or ""),
        },
    )
    return statement


def load_reference(written: Mapping[str, Any]) -> Reference:
    reference, _created = Reference.objects.update_or_create(
        code=written["code"],
        defaults={
            "title": typeset(written["title"]),
            "says": typeset(written["says"]),
            "url": written["url"],
            "more_urls": written.get("more_urls", []),
            "reserve": typeset(written.get("reserve") or ""),
        },
    )
    return reference


def load_decision(written: Mapping[str, Any]) -> Decision:
    decision, _created = Decision.objects.update_or_create(
        code=written["code"],
        defaults=typeset_all({"title": written["title"], "text": written["text"]}),
    )
    return decision


@transaction.atomic
def load_finding(
    written: Mapping[str, Any],
    statements: Mapping[str, Statement],
    references: Mapping[str, Reference],
) -> Finding:
    """Keep a finding with its ordered statements. KeyError for a code that does not exist."""
    chosen = [statements[code] for code in written["statements"]]
    complements = [references[code] for code in written.get("complements", [])]
    finding, _created = Finding.objects.update_or_create(
        code=written["code"],
        defaults={
            "title": typeset(written["title"]),
            "status": written["status"],
            "modality": written.get("modality") or "",
            "axis": written["axis"],
            "prisms": written["prisms"],
            "visual_lost": written.get("visual_lost", False),
        },
    )
    _order_statements(finding, chosen)
    finding.complements.set(complements)
    return finding


def _order_statements(finding: Finding, statements: Iterable[Statement]) -> None:
    statements = list(statements)
    if [place.statement_id for place in finding.places.all()] == [one.pk for one in statements]:
        return
    FindingStatement.objects.filter(finding=finding).delete()
    FindingStatement.objects.bulk_create(
        FindingStatement(finding=finding, statement=statement, position=position)
        for position, statement in enumerate(statements, start=1)
    )
