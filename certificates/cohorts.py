"""What those who give certificates see: their cohorts, and in one, where everybody stands.

A fixed number of queries, however many people there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from certificates.access import awardable_cohorts
from certificates.eligibility import missing
from certificates.kinds import Kind, kinds_of
from certificates.models import Award, CorrectionRequest
from courses.enrolment.models import Cohort, Enrolment
from courses.hooks import Missing
from courses.learning.formats import formats
from courses.learning.models import Completion
from courses.person import person_of

SHOWN_STOPPED = 20
"""Failures named beside the progress bar: more of them have one cause, seen in the first."""


@dataclass(frozen=True)
class CohortLine:
    """A cohort in the list."""

    cohort: Cohort
    people: int
    issued: int
    pending: int
    stopped: int
    requests: int


@dataclass(frozen=True)
class Progress:
    """How the making of one kind of document goes in a cohort, from the rows themselves."""

    cohort: Cohort
    kind: Kind
    issued: int
    pending: int
    stopped: int
    shown: list[Award]
    """Some of those that failed or are blocked, with their cause."""

    @property
    def total(self) -> int:
        return self.issued + self.pending + self.stopped

    @property
    def unshown(self) -> int:
        return self.stopped - len(self.shown)


@dataclass
class Row:
    """A person and one kind of document."""

    enrolment: Enrolment
    award: Award | None = None
    """The one that stands."""
    past: list[Award] = field(default_factory=list)
    """Replaced and revoked, the last one first."""
    missing: list[Missing] = field(default_factory=list)

    @property
    def name(self) -> str:
        person = person_of(self.enrolment.person)
        return person.name or person.email or str(self.enrolment.person)

    @property
    def printed_name(self) -> str:
        """As a correction or a former profile has it, when it is not today's."""
        printed = self.award.claims.get("name", "") if self.award else ""
        return "" if printed == self.name else str(printed)

    @property
    def more(self) -> int:
        """Missing things beyond the first."""
        return len(self.missing) - 1

    @property
    def is_eligible(self) -> bool:
        return self.award is None and not self.missing

    @property
    def is_ticked(self) -> bool:
        """Ticked at first, but for who had one revoked: that is thought over."""
        return self.is_eligible and not (self.past and self.past[0].revoked_at)


@dataclass(frozen=True)
class Table:
    """Everybody of a page, for one kind of document."""

    kind: Kind
    progress: Progress
    rows: list[Row]

    @property
    def eligible(self) -> list[Row]:
        return [row for row in self.rows if row.is_eligible]

    @property
    def lacking(self) -> list[Row]:
        return [row for row in self.rows if row.missing]

    @property
    def awarded(self) -> list[Row]:
        return [row for row in self.rows if row.award]


def people_of(cohort: Cohort) -> QuerySet[Enrolment]:
    """Who is in it, and who left it with something earned; whoever erased their account is not."""
    return (
        Enrolment.objects.with_course()
        .select_related("person", "organisation", "completion", "cohort")
        .filter(cohort=cohort, person__isnull=False)
        .filter(
            Q(ended_at__isnull=True)
            | Exists(Completion.objects.filter(enrolment=OuterRef("pk")))
            | Exists(Award.objects.filter(enrolment=OuterRef("pk")))
        )
        .order_by("-enrolled_at", "-pk")
    )


def cohort_lines(person: Any) -> list[CohortLine]:
    """The cohorts whose certificates this person may give, and what waits in each."""
    cohorts = awardable_cohorts(person).select_related("course__current")
    people = _count(Enrolment.objects.open().filter(person__isnull=False), "cohort")
    awards = Award.objects.standing().filter(enrolment__person__isnull=False)
    requests = _count(waiting_requests(person), "award__enrolment__cohort")
    issued, pending, stopped = (
        _count(awards.filter(state__in=states), "enrolment__cohort") for states in _STAGES
    )
    return [
        CohortLine(
            cohort,
            people=people.get(cohort.pk, 0),
            issued=issued.get(cohort.pk, 0),
            pending=pending.get(cohort.pk, 0),
            stopped=stopped.get(cohort.pk, 0),
            requests=requests.get(cohort.pk, 0),
        )
        for cohort in cohorts.order_by("course__slug", "-starts_on", "pk")
    ]


def waiting_requests(person: Any) -> QuerySet[CorrectionRequest]:
    """The correction requests that this person may answer, the oldest first."""
    return (
        CorrectionRequest.objects.filter(
            decided_at=None,
            award__enrolment__cohort__in=awardable_cohorts(person),
            award__enrolment__person__isnull=False,
        )
        .exclude(award__enrolment__person=person.pk)
        .order_by("asked_at")
    )


def tables(
    cohort: Cohort, enrolments: Sequence[Enrolment], *, by: Any, now: datetime
) -> list[Table]:
    """A table for each kind of document that the course gives."""
    if cohort.course.format not in formats:
        return []  # no installed package says what completes it
    found = []
    for kind in kinds_of(cohort.course.format):
        rows = _rows(kind, enrolments, by, now)
        found.append(Table(kind, progress_of(cohort, kind), rows))
    return found


def progress_of(cohort: Cohort, kind: Kind) -> Progress:
    awards = awards_of(cohort, kind)
    counts = _count(awards, "state")
    issued, pending, stopped = (sum(counts.get(one, 0) for one in states) for states in _STAGES)
    shown = awards.filter(state__in=_STOPPED).select_related("enrolment__person")
    return Progress(
        cohort,
        kind,
        issued=issued,
        pending=pending,
        stopped=stopped,
        shown=list(shown.order_by("-granted_at", "pk")[:SHOWN_STOPPED]),
    )


def awards_of(cohort: Cohort, kind: Kind) -> QuerySet[Award]:
    """The standing ones, of people who have not erased their account."""
    found: QuerySet[Award] = Award.objects.standing().filter(
        enrolment__cohort=cohort, enrolment__person__isnull=False, kind=kind.KEY
    )
    return found


_STOPPED = (Award.State.FAILED, Award.State.BLOCKED)
_STAGES: tuple[tuple[str, ...], ...] = ((Award.State.ISSUED,), (Award.State.PENDING,), _STOPPED)


def _count(rows: QuerySet[Any], by: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(by).annotate(how_many=Count("pk")))


def _rows(kind: Kind, enrolments: Sequence[Enrolment], by: Any, now: datetime) -> list[Row]:
    rows = {one.pk: Row(one) for one in enrolments}
    awards = Award.objects.filter(enrolment__in=rows, kind=kind.KEY).select_related("replaced_by")
    for award in awards.order_by("-granted_at", "-pk"):
        row = rows[award.enrolment_id]
        if award.is_withdrawn:
            row.past.append(award)
        else:
            row.award = award
    without = [row.enrolment for row in rows.values() if row.award is None]
    for pk, needs in missing(kind, without, now).items():
        rows[pk].missing = [*needs, *_own_needs(rows[pk].enrolment, by)]
    return sorted(rows.values(), key=lambda row: row.name.casefold())


def _own_needs(enrolment: Enrolment, by: Any) -> list[Missing]:
    if enrolment.person_id != by.pk:
        return []
    return [Missing(_("Somebody else gives you your own certificate."))]
