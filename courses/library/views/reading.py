"""The findings, and the pages of a finding, a statement, a reference, a decision: for everybody."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.catalogue.depending import dependants_of
from courses.enrolment.access import courses_opened_to, may_see_dependants
from courses.knowledge.models import (
    Decision,
    Finding,
    FindingStatement,
    Prism,
    PrismValue,
    Reference,
    Statement,
)
from courses.library.addresses import addresses_of
from courses.library.coded import at_code
from courses.library.entries import entry_of_finding
from courses.library.excerpting import excerpts_of
from courses.library.mentions import known_codes
from courses.library.neighbours import neighbours_of
from courses.library.teaching import CourseUse, where_taught
from courses.library.views.downloads import citations_of
from courses.person import absolute_url
from courses.typography import typeset

OURS = ("C04b", "C05", "C06")
"""Decisions of ours that these pages apply: lines rather than slides, axes, the licence."""


@require_safe
def finding_list(request: HttpRequest) -> HttpResponse:
    """Every finding, by axis."""
    findings = list(Finding.objects.all())
    axes = [(axis, [one for one in findings if one.axis == axis]) for axis in Finding.Axis]
    return render(request, "courses/library/findings.html", {"axes": axes})


def _findings() -> QuerySet[Finding]:
    places = FindingStatement.objects.select_related("statement__source")
    return Finding.objects.prefetch_related(
        Prefetch("places", places),
        "places__statement__source__notices",
        "complements",
        "values",
        "notices",
    )


def _page(
    request: HttpRequest, template: str, taught: list[CourseUse] | None, **context: Any
) -> HttpResponse:
    """A page of the library, with its public address and, of its courses, those that open."""
    courses = [use.course for use in taught or []]
    return render(
        request,
        f"courses/library/{template}.html",
        {
            "canonical": absolute_url(request.path),
            "taught": taught,
            "opened": courses_opened_to(request.user, courses),
            **context,
        },
    )


@at_code("courses:library:finding", _findings)
def finding_page(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Its quotations in their context, what completes it, where it is taught, how to cite it."""
    statements = [place.statement for place in finding.places.all()]
    shows_dependants = may_see_dependants(request.user)
    return _page(
        request,
        "finding",
        where_taught(statements, finding),
        finding=finding,
        excerpts=excerpts_of(statements),
        known=known_codes(*OURS, *_texts(statements)),
        prisms=_prisms(finding),
        shows_codes=len(statements) > 1,
        citations=citations_of(
            entry_of_finding(finding), "courses:library:finding_citation", code=finding.code
        ),
        dependants=dependants_of(finding) if shows_dependants else None,
        neighbours=neighbours_of(finding, Finding.objects.only("code", "title")),
    )


def _texts(statements: Iterable[Statement]) -> set[str]:
    """What a page writes of these that may mention a code."""
    return {text for one in statements for text in (one.note, one.source.licence)}


def _prisms(finding: Finding) -> list[tuple[Prism, list[PrismValue]]]:
    """The prisms under which the finding is put; a prism may have no value."""
    values = list(finding.values.all())
    return [
        (prism, [one for one in values if one.prism == prism])
        for prism in Prism
        if prism in finding.prisms
    ]


@at_code(
    "courses:library:statement",
    lambda: Statement.objects.select_related("source").prefetch_related(
        "findings", "source__notices"
    ),
)
def statement_page(request: HttpRequest, statement: Statement) -> HttpResponse:
    """One sentence of the source: verbatim, in its context, and who rests on it."""
    return _page(
        request,
        "statement",
        where_taught([statement]),
        statement=statement,
        excerpt=excerpts_of([statement])[0],
        known=known_codes(*OURS, *_texts([statement])),
        neighbours=neighbours_of(
            statement,
            Statement.objects.filter(source=statement.source_id)
            .only("code", "first_line")
            .order_by("first_line", "code"),
        ),
    )


@at_code(
    "courses:library:reference",
    lambda: Reference.objects.prefetch_related("findings", "notices", "values"),
)
def reference_page(request: HttpRequest, reference: Reference) -> HttpResponse:
    """What a document found elsewhere says, in our words, and where it leads."""
    return _page(
        request,
        "reference",
        where_taught([reference]),
        reference=reference,
        consulted=typeset(reference.written.get("consulted", "")),
        known=known_codes(reference.says, reference.reserve),
        addresses=addresses_of([reference.url, *reference.more_urls]).values(),
        neighbours=neighbours_of(reference, Reference.objects.only("code", "title")),
    )


@at_code("courses:library:decision", Decision.objects.all)
def decision_page(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A reading of ours, and where it is applied."""
    return _page(
        request,
        "decision",
        where_taught([decision]),
        decision=decision,
        known=known_codes(decision.text),
        applied=typeset(decision.written.get("applied", "")),
        neighbours=neighbours_of(decision, Decision.objects.only("code", "title")),
    )
