"""What may be looked for, written in the index: findings, published lessons, references, notices.

Made again whole when content is loaded or published; a document that did not change is not
written again. A lesson inherits the facets of the findings it teaches and of the references it
cites: nothing is labelled twice.
"""

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags

from courses.catalogue.models import Course, LessonVersion
from courses.catalogue.outline import outline_of
from courses.knowledge.models import Finding, Notice, Prism, PrismValue, Reference
from courses.library.models import SearchDocument, SearchFacet
from courses.library.stemming import STEMMING, stems
from courses.typography import typeset
from courses.versioning import content_hash

Kind = SearchDocument.Kind
Facets = set[tuple[str, str]]
UNSPECIFIED = "unspecified"
"""The value of a prism for what names none."""
_BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|dd|dt|blockquote|figcaption|summary)>")
# What a drawing says is said again in words, under it.
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass
class Entry:
    """A document to be, before it is compared with the row there is."""

    kind: SearchDocument.Kind
    key: str
    title: str
    url: str
    note: str
    text: str | Callable[[], str]
    """Read only when it is to be written: a lesson is long."""
    position: int
    course: Course | None = None
    also: str = ""
    """Words it is found by, beside those it shows."""
    stamp: str = ""
    """What a text that is read later is known by."""
    facets: Facets = field(default_factory=set)


@transaction.atomic
def rebuild_index(**_kwargs: Any) -> None:
    """Write what changed since the last time, and remove what is no longer there."""
    documents = SearchDocument.objects.only("kind", "key", "content_hash")
    known = {(one.kind, one.key): one for one in documents}
    kept = set()
    for entry in _entries():
        kept.add((entry.kind, entry.key))
        _write(entry, known.get((entry.kind, entry.key)))
    SearchDocument.objects.filter(
        pk__in=[document.pk for place, document in known.items() if place not in kept]
    ).delete()


def _write(entry: Entry, document: SearchDocument | None) -> None:
    fields = {
        "course": entry.course,
        "position": entry.position,
        "title": entry.title,
        "url": entry.url,
        "note": entry.note,
    }
    told = entry.text if isinstance(entry.text, str) else entry.stamp
    hashed = content_hash(
        [STEMMING, *map(str, fields.values()), told, entry.also, sorted(entry.facets)]
    )
    if document is not None and document.content_hash == hashed:
        return
    # An extract is no quotation: the statements in it are set like the rest.
    text = typeset(entry.text if isinstance(entry.text, str) else entry.text())
    document, _created = SearchDocument.objects.update_or_create(
        kind=entry.kind,
        key=entry.key,
        defaults=fields
        | {
            "content_hash": hashed,
            "text": text,
            "title_stems": " ".join(stems(f"{entry.title} {entry.also}")),
            "stems": " ".join(stems(text)),
        },
    )
    SearchFacet.objects.filter(document=document).delete()
    SearchFacet.objects.bulk_create(
        SearchFacet(document=document, facet=facet, value=value)
        for facet, value in _whole(entry.facets)
    )


def _entries() -> Iterator[Entry]:
    courses = list(Course.objects.published().select_related("current").order_by("slug"))
    lessons = _lessons(courses)
    findings = {
        one.pk: one
        for one in Finding.objects.prefetch_related("values", "complements", "places__statement")
    }
    references = {one.pk: one for one in Reference.objects.prefetch_related("values")}
    formats: dict[int, set[str]] = defaultdict(set)
    for course, version in lessons:
        for finding in version.findings.all():
            formats[finding.pk].add(course.format)
    for position, finding in enumerate(findings.values()):
        yield _finding_entry(position, finding, formats[finding.pk])
    for position, reference in enumerate(references.values()):
        yield _reference_entry(position, reference)
    for notice in Notice.objects.prefetch_related("values", "references__values"):
        yield _notice_entry(notice)
    for position, (course, version) in enumerate(lessons):
        yield _lesson_entry(position, course, version, findings, references)


def _lessons(courses: list[Course]) -> list[tuple[Course, LessonVersion]]:
    """Every lesson of the open courses, in their order, in three queries."""
    places = [
        (course, place.version)
        for course in courses
        if course.current is not None
        for place in outline_of(course.current).lessons
    ]
    versions = (
        LessonVersion.objects.filter(pk__in={pk for _course, pk in places})
        .select_related("lesson")
        .only("title", "content_hash", "render_version", "lesson__slug")
        .prefetch_related("findings", "citations")
        .in_bulk()
    )
    return [(course, versions[pk]) for course, pk in places]


def _finding_entry(position: int, finding: Finding, formats: set[str]) -> Entry:
    statements = [place.statement for place in finding.places.all()]
    return Entry(
        Kind.FINDING,
        finding.code,
        finding.title,
        reverse("courses:library:finding", args=[finding.code]),
        finding.code,
        " ".join(one.text for one in statements),
        position,
        also=" ".join([finding.code, *(one.code for one in statements)]),
        facets=finding_facets(finding) | {("format", one) for one in formats},
    )


def finding_facets(finding: Finding) -> Facets:
    """Its axis, its status, its prisms, and in each what its statements name."""
    return {
        ("axis", finding.axis),
        ("status", finding.status),
        *(("prism", prism) for prism in finding.prisms),
        *_named(finding.values.all()),
    }


def _named(values: Iterable[PrismValue]) -> Facets:
    """The values of prisms, each with its prism."""
    return {(value.prism, value.key) for value in values}


def _with_prisms(facets: Facets) -> Facets:
    return facets | {("prism", facet) for facet, _value in facets if facet in Prism.values}


def _whole(facets: Facets) -> Facets:
    """With « not specified » for each prism in which nothing is named."""
    named = {facet for facet, _value in facets}
    return facets | {(prism, UNSPECIFIED) for prism in Prism.values if prism not in named}


def _reference_entry(position: int, reference: Reference) -> Entry:
    return Entry(
        Kind.REFERENCE,
        reference.code,
        reference.title,
        reverse("courses:library:reference", args=[reference.code]),
        reference.code,
        " ".join(filter(None, [reference.says, reference.reserve])),
        position,
        also=reference.code,
        facets=_with_prisms(_named(reference.values.all())),
    )


def _notice_entry(notice: Notice) -> Entry:
    values = [
        *notice.values.all(),
        *(value for reference in notice.references.all() for value in reference.values.all()),
    ]
    return Entry(
        Kind.NOTICE,
        notice.key,
        notice.title,
        reverse("courses:library:notice", args=[notice.key]),
        ", ".join(filter(None, [notice.kind, notice.issued[:4]])),
        notice.says,
        notice.position,
        also=" ".join([notice.publisher, *notice.authors]),
        facets=_with_prisms(_named(values)) | {("format", Course.Format.ACADEMIC)},
    )


def _lesson_entry(
    position: int,
    course: Course,
    version: LessonVersion,
    findings: dict[int, Finding],
    references: dict[int, Reference],
) -> Entry:
    facets: Facets = {("format", course.format)}
    for finding in version.findings.all():
        facets |= finding_facets(findings[finding.pk])
    for citation in version.citations.all():
        if citation.reference_id is not None:
            facets |= _with_prisms(_named(references[citation.reference_id].values.all()))
    slug = version.lesson.slug
    return Entry(
        Kind.LESSON,
        f"{course.slug}/{slug}",
        version.title,
        reverse("courses:learning:lesson", args=[course.slug, slug]),
        course.current.title if course.current else "",
        partial(_words_of, version.pk),
        position,
        course=course,
        stamp=f"{version.content_hash} {version.render_version}",
        facets=facets,
    )


def _words_of(version: int) -> str:
    lesson_html: str = LessonVersion.objects.values_list("html", flat=True).get(pk=version)
    return plain_text(lesson_html)


def plain_text(lesson_html: str) -> str:
    """The words of a lesson, on one line."""
    spaced = _BLOCK_END.sub(" ", _DRAWING.sub(" ", lesson_html))
    return " ".join(html.unescape(strip_tags(spaced)).split())
