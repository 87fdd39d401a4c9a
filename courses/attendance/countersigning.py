"""Counter-signing a meeting: the trainer attests the sheet, and closes it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from courses.attendance.access import may_countersign
from courses.attendance.handwriting import Hand, read_hand
from courses.attendance.ledger import append, name_of, ref_of
from courses.attendance.models import Meeting, Signature
from courses.attendance.refusing import refusal
from courses.attendance.times import spoken_in
from courses.attendance.writing import writing
from courses.person import person_of

LAST_MINUTES = timedelta(minutes=15)
"""Before the end: what is not over cannot be attested, and the sheet is signed in the room."""


def countersignable_at(meeting: Meeting) -> datetime:
    """From when; there is no end: a late counter-signature shows its date."""
    return meeting.ends_at.astimezone(UTC) - LAST_MINUTES


def countersign(meeting: Meeting, *, hand: Hand, by: Any, now: datetime) -> Signature:
    """Attest a sheet, once for all trainers. ValidationError for each reason in `refusing`."""
    check_may_countersign(meeting, trainer=by)
    if now < countersignable_at(meeting):
        at = spoken_in(countersignable_at(meeting), meeting.zone)
        raise refusal("not_over", meeting, at=at)
    name = person_of(by).name
    with writing(meeting, read_hand(hand, known_name=name, meeting=meeting)) as (held, line):
        line.means = Signature.Means.SITE
        return write_countersignature(held, line, trainer=by, author=by, now=now)


def check_may_countersign(meeting: Meeting, *, trainer: Any) -> None:
    if not meeting.is_countersigned:
        raise refusal("no_countersignature", meeting)
    if meeting.cancelled_at is not None:
        raise refusal("cancelled", meeting)
    if not may_countersign(trainer, meeting):
        raise refusal("not_allowed", meeting)


def write_countersignature(
    held: Meeting, line: Signature, *, trainer: Any, author: Any, now: datetime
) -> Signature:
    """Add a trainer's counter-signature to a sheet that is held."""
    earlier = held.signatures.countersignatures().first()
    if earlier is not None:
        raise refusal("already_countersigned", held, at=spoken_in(earlier.signed_at, held.zone))
    marks = held.signatures.marks()
    if not marks.exists():
        raise refusal("nothing_to_countersign", held)
    if marks.filter(enrolment__person=trainer).exists():
        raise refusal("own_presence", held)
    line.kind = Signature.Kind.COUNTER_SIGNATURE
    line.person_ref, line.name = ref_of(trainer), name_of(trainer)
    return append(held, line, author=author, now=now)
