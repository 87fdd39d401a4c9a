"""The sheet of a meeting as it stands, for whoever shows, prints or exports it."""

from dataclasses import dataclass, field

from django.db.models import Q

from courses.attendance.models import Meeting, Signature
from courses.enrolment.models import Enrolment


@dataclass
class Row:
    """One person, and every line about them, in order."""

    enrolment: Enrolment
    lines: list[Signature] = field(default_factory=list)

    @property
    def signature(self) -> Signature | None:
        """The one that the person made, or that was made for them."""
        first = self.lines[0] if self.lines else None
        return first if first and first.kind == Signature.Kind.PRESENCE else None

    @property
    def last(self) -> Signature | None:
        """The line that holds."""
        return self.lines[-1] if self.lines else None

    @property
    def is_present(self) -> bool:
        return self.last is not None and not self.last.is_absent

    @property
    def corrections(self) -> list[Signature]:
        return [one for one in self.lines if one.kind == Signature.Kind.CORRECTION]


@dataclass
class Sheet:
    meeting: Meeting
    rows: list[Row]
    countersignature: Signature | None

    @property
    def present(self) -> list[Row]:
        return [row for row in self.rows if row.is_present]

    @property
    def is_from_paper(self) -> bool:
        return any(line.is_from_paper for row in self.rows for line in row.lines)


def read_sheet(meeting: Meeting) -> Sheet:
    """Everybody who was expected, and everybody who signed. Two queries."""
    lines = meeting.signatures.select_related("enrolment__person", "paper_sheet")
    rows = {one.pk: Row(one) for one in expected_at(meeting)}
    countersignature = None
    for line in lines.order_by("number"):
        if line.enrolment is None:
            countersignature = line
        else:
            rows.setdefault(line.enrolment.pk, Row(line.enrolment)).lines.append(line)
    return Sheet(meeting, list(rows.values()), countersignature)


def expected_at(meeting: Meeting) -> list[Enrolment]:
    """Whose presence is expected: those of the cohort, or the one person it is for."""
    places = Enrolment.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=meeting.starts_at),
        cohort=meeting.cohort_id,
        person__isnull=False,
    )
    if meeting.enrolment_id is not None:
        places = places.filter(pk=meeting.enrolment_id)
    return list(places.select_related("person", "organisation").order_by("enrolled_at", "pk"))
