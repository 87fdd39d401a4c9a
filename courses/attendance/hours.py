"""Hours really signed: what documents may state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from courses.attendance.models import Meeting, Signature
from courses.enrolment.models import Enrolment
from courses.versioning import content_hash


@dataclass(frozen=True)
class Attended:
    """What the sheet of a meeting says of one person, corrections included."""

    meeting: UUID
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    minutes: int
    """Spent there, by the last line about them; 0 for who was absent."""
    is_attested: bool
    """Counter-signed, or not to be."""
    means: str
    """Of the line that says so."""
    number: int
    hash: str

    @property
    def counted(self) -> int:
        """The minutes that documents may state."""
        return self.minutes if self.is_attested else 0

    @property
    def starts_on(self) -> date:
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def ends_on(self) -> date:
        return self.ends_at.astimezone(ZoneInfo(self.time_zone)).date()


def attended(enrolments: Iterable[Enrolment]) -> dict[int, list[Attended]]:
    """What sheets say of each, by date, under the key of every enrolment. One query for all."""
    pks = [one.pk for one in enrolments]
    found: dict[int, list[Attended]] = {pk: [] for pk in pks}
    countersigned = Signature.objects.countersignatures().filter(meeting=OuterRef("meeting"))
    lines = (
        Signature.objects.marks()
        .filter(enrolment__in=pks)
        .select_related("meeting")
        .annotate(has_countersignature=Exists(countersigned))
        .order_by("meeting__starts_at", "meeting", "enrolment", "number")
    )
    for (_meeting, pk), group in groupby(lines, lambda one: (one.meeting_id, one.enrolment_id)):
        *_earlier, last = group
        found[pk].append(_read(last))
    return found


def signed_minutes(enrolments: Iterable[Enrolment]) -> dict[int, int]:
    """Minutes that documents may state, by enrolment. One query for all."""
    return {pk: minutes_of(each) for pk, each in attended(enrolments).items()}


def minutes_of(meetings: Iterable[Attended]) -> int:
    return sum(one.counted for one in meetings)


def proof_of(meetings: Sequence[Attended]) -> dict[str, Any]:
    """For the evidence of a format: what counts, from when to when, and the hash of its lines.

    Empty when nothing counts: no date may stand on a document that attests nothing.
    """
    counted = [one for one in meetings if one.counted]
    if not counted:
        return {}
    return {
        "starts_on": min(one.starts_on for one in counted).isoformat(),
        "ends_on": max(one.ends_on for one in counted).isoformat(),
        "minutes": minutes_of(counted),
        "meetings": len(counted),
        "attendance": content_hash(
            [[str(one.meeting), one.number, one.hash, one.counted] for one in counted]
        ),
    }


def _read(line: Any) -> Attended:
    meeting: Meeting = line.meeting
    return Attended(
        meeting=meeting.uuid,
        title=meeting.title,
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_zone=meeting.time_zone,
        minutes=0 if line.is_absent else max(meeting.minutes - line.missed_minutes, 0),
        is_attested=line.has_countersignature or not meeting.is_countersigned,
        means=line.means,
        number=line.number,
        hash=line.hash,
    )
