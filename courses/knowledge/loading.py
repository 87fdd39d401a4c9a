"""Loading what a source says: a quotation that differs by one character is refused."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from courses.knowledge.models import (
    Decision,
    Finding,
    FindingStatement,
    Notice,
    PrismValue,
    Reference,
    Source,
    Statement,
)
from courses.knowledge.quoting import quoted_lines, sha256
from courses.typography import typeset, typeset_all

Values = Mapping[str, PrismValue]
"""Values of prisms by « prism.key »."""
_NOTICE_WORDS = ("title", "publisher", "kind", "says", "consulted_note", "rights")


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
            "text": content.decode(),
            "written": dict(written),
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
            "lost": typeset(written.get("lost") or ""),
            "written": dict(written),
        },
    )
    return statement


def load_prism(prism: str, values: Sequence[Mapping[str, Any]]) -> None:
    """Keep the values of a prism, in this order; those that left the list are forgotten."""
    PrismValue.objects.filter(prism=prism).exclude(key__in=[one["id"] for one in values]).delete()
    for position, one in enumerate(values, start=1):
        PrismValue.objects.update_or_create(
            prism=prism,
            key=one["id"],
            defaults={
                "label": typeset(one["label"]),
                "letter": one["letter"],
                "rests_on": one.get("rests_on", ""),
                "position": position,
                "written": dict(one),
            },
        )


def chosen_values(written: Mapping[str, Any], values: Values) -> list[PrismValue]:
    """The values of prisms that an entry names. KeyError for one that does not exist."""
    return [
        values[f"{prism}.{key}"]
        for prism, keys in written.get("values", {}).items()
        for key in keys
    ]


def load_reference(written: Mapping[str, Any], values: Values) -> Reference:
    """Keep a reference. KeyError for a value of a prism that does not exist."""
    chosen = chosen_values(written, values)
    reference, _created = Reference.objects.update_or_create(
        code=written["code"],
        defaults={
            "title": typeset(written["title"]),
            "says": typeset(written["says"]),
            "url": written["url"],
            "more_urls": written.get("more_urls", []),
            "reserve": typeset(written.get("reserve") or ""),
            "written": dict(written),
        },
    )
    reference.values.set(chosen)
    return reference


def load_decision(written: Mapping[str, Any]) -> Decision:
    decision, _created = Decision.objects.update_or_create(
        code=written["code"],
        defaults=typeset_all({"title": written["title"], "text": written["text"]})
        | {"written": dict(written)},
    )
    return decision


@transaction.atomic
def load_finding(
    written: Mapping[str, Any],
    statements: Mapping[str, Statement],
    references: Mapping[str, Reference],
    values: Values,
) -> Finding:
    """Keep a finding with its ordered statements. KeyError for a code that does not exist."""
    named = chosen_values(written, values)
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
            "written": dict(written),
        },
    )
    _order_statements(finding, chosen)
    finding.complements.set(complements)
    finding.values.set(named)
    return finding


@transaction.atomic
def load_notice(
    written: Mapping[str, Any],
    position: int,
    *,
    sources: Mapping[str, Source],
    references: Mapping[str, Reference],
    findings: Mapping[str, Finding],
    values: Values,
) -> Notice:
    """Keep a notice of the academic shelf. KeyError for a code that does not exist."""
    named = chosen_values(written, values)
    described = [references[code] for code in written.get("references", [])]
    supported = [findings[code] for code in written.get("findings", [])]
    source = sources[written["source"]] if "source" in written else None
    plain = ("issued", "url", "doi", "consulted")
    notice, _created = Notice.objects.update_or_create(
        key=written["id"],
        defaults={
            **{key: written.get(key, "") for key in plain},
            **typeset_all({key: written.get(key, "") for key in _NOTICE_WORDS}),
            "authors": written.get("authors", []),
            "position": position,
            "source": source,
            "written": dict(written),
        },
    )
    notice.references.set(described)
    notice.findings.set(supported)
    notice.values.set(named)
    return notice


def _order_statements(finding: Finding, statements: Iterable[Statement]) -> None:
    statements = list(statements)
    if [place.statement_id for place in finding.places.all()] == [one.pk for one in statements]:
        return
    FindingStatement.objects.filter(finding=finding).delete()
    FindingStatement.objects.bulk_create(
        FindingStatement(finding=finding, statement=statement, position=position)
        for position, statement in enumerate(statements, start=1)
    )
