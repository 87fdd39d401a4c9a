"""What every line of a sheet goes through, whoever signs and however."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.attendance.handwriting import UNSIGNED, Written
from courses.attendance.ledger import append, hold, name_of, ref_of
from courses.attendance.models import Meeting, Signature
from courses.attendance.refusing import refusal
from courses.attendance.storing import sha256_of, stored
from courses.attendance.times import spoken_in
from courses.enrolment.models import Enrolment


@dataclass(frozen=True)
class Missed:
    """Minutes of the meeting when the person was not there."""

    late: int = 0
    early: int = 0


NOTHING = Missed()


@contextmanager
def writing(meeting: Meeting, written: Written = UNSIGNED) -> Iterator[tuple[Meeting, Signature]]:
    """The meeting, held until the end of the block, and a line that has its signature by hand.

    The image is kept before the sheet is held, so that nobody waits for a disk, and taken back
    when the block refuses.
    """
    with stored(written.image, "png") as image, transaction.atomic():
        held = hold(meeting)
        yield (
            held,
            Signature(
                gesture=written.gesture,
                typed_name=written.typed_name,
                consent=written.consent,
                image=image,
                image_sha256=sha256_of(written.image),
            ),
        )


def write_presence(
    held: Meeting,
    line: Signature,
    *,
    enrolment: Enrolment,
    missed: Missed,
    author: Any,
    now: datetime,
) -> Signature:
    """Add the presence of one person to a sheet that is held."""
    check_place(held, enrolment)
    check_not_closed(held)
    earlier = held.signatures.marks().filter(enrolment=enrolment).order_by("number").first()
    if earlier is not None:
        raise refusal("already_signed", held, at=spoken_in(earlier.signed_at, held.zone))
    check_missed(held, missed)
    line.kind, line.enrolment = Signature.Kind.PRESENCE, enrolment
    line.late_minutes, line.early_minutes = missed.late, missed.early
    line.person_ref, line.name = ref_of(enrolment.person), name_of(enrolment.person)
    return append(held, line, author=author, now=now)


def check_place(meeting: Meeting, enrolment: Enrolment) -> None:
    """ValidationError unless this place is one of this meeting."""
    if enrolment.cohort_id != meeting.cohort_id:
        raise refusal("another_session", meeting)
    if meeting.enrolment_id not in {None, enrolment.pk}:
        raise refusal("another_person", meeting)
    if enrolment.person is None or (
        enrolment.ended_at is not None and enrolment.ended_at <= meeting.starts_at
    ):
        raise refusal("left", meeting)


def check_window(meeting: Meeting, now: datetime) -> None:
    """ValidationError outside the time when this meeting is signed."""
    if meeting.cancelled_at is not None:
        raise refusal("cancelled", meeting)
    if now < meeting.opens_at:
        raise refusal("not_open_yet", meeting, at=spoken_in(meeting.opens_at, meeting.zone))
    if now > meeting.closes_at:
        raise refusal("closed", meeting, at=spoken_in(meeting.closes_at, meeting.zone))


def check_begun(meeting: Meeting, now: datetime) -> None:
    """ValidationError before it begins, and for ever when it is cancelled."""
    if meeting.cancelled_at is not None:
        raise refusal("cancelled", meeting)
    if now < meeting.starts_at:
        raise refusal("not_started", meeting)


def check_not_closed(held: Meeting) -> None:
    """ValidationError once the trainer has counter-signed: only corrections follow."""
    if held.signatures.countersignatures().exists():
        raise refusal("sheet_closed", held)


def check_missed(meeting: Meeting, missed: Missed) -> None:
    if min(missed.late, missed.early) < 0 or missed.late + missed.early >= meeting.minutes:
        raise refusal("too_many_minutes", meeting, most=meeting.minutes)
