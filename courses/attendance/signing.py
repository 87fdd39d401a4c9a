"""Signing a presence: by scanning, by one's link, on the trainer's device, or ticked."""

from datetime import datetime
from typing import Any

from courses.attendance.access import enrolment_in, may_run
from courses.attendance.coding import check_code, read_link
from courses.attendance.handwriting import UNSIGNED, Hand, read_hand
from courses.attendance.models import Meeting, Signature
from courses.attendance.refusing import refusal
from courses.attendance.writing import (
    NOTHING,
    Missed,
    check_place,
    check_window,
    write_presence,
    writing,
)
from courses.enrolment.models import Enrolment
from courses.person import person_of

Means = Signature.Means


def sign_by_scan(
    meeting: Meeting,
    *,
    code: str,
    hand: Hand | None = None,
    missed: Missed = NOTHING,
    by: Any,
    now: datetime,
) -> Signature:
    """Sign for oneself, signed in, with the code that the trainer shows.

    ValidationError, with its code, for each reason in `refusing`.
    """
    check_window(meeting, now)
    enrolment = enrolment_in(by, meeting)
    if enrolment is None:
        raise _stranger(by, meeting)
    check_code(meeting, code, now=now)
    return _sign(meeting, enrolment, Means.SCAN, hand=hand, missed=missed, author=by, now=now)


def sign_by_link(
    token: str,
    *,
    hand: Hand | None = None,
    missed: Missed = NOTHING,
    by: Any = None,
    now: datetime,
) -> Signature:
    """Sign for oneself with one's personal link; `by` is who is signed in, if anybody is."""
    enrolment, meeting = read_link(token)
    check_window(meeting, now)
    check_place(meeting, enrolment)
    if by is not None and by.is_authenticated and by.pk != enrolment.person_id:
        raise refusal("another_person", meeting)
    return _sign(
        meeting,
        enrolment,
        Means.PERSONAL_LINK,
        hand=hand,
        missed=missed,
        author=enrolment.person,
        now=now,
    )


def sign_on_device(
    meeting: Meeting,
    *,
    enrolment: Enrolment,
    hand: Hand | None,
    missed: Missed = NOTHING,
    by: Any,
    now: datetime,
) -> Signature:
    """The person signs on the device of the trainer, who hands it to them."""
    check_may_write(meeting, enrolment, by=by)
    check_window(meeting, now)
    check_place(meeting, enrolment)
    return _sign(
        meeting, enrolment, Means.TRAINER_DEVICE, hand=hand, missed=missed, author=by, now=now
    )


def tick_presence(
    meeting: Meeting,
    *,
    enrolment: Enrolment,
    missed: Missed = NOTHING,
    by: Any,
    now: datetime,
) -> Signature:
    """Say that a person is there, where no signature by hand is asked."""
    check_may_write(meeting, enrolment, by=by)
    check_window(meeting, now)
    if meeting.is_countersigned:
        raise refusal("must_be_signed", meeting)
    with writing(meeting, UNSIGNED) as (held, line):
        line.means = Means.TICKED
        return write_presence(held, line, enrolment=enrolment, missed=missed, author=by, now=now)


def check_may_write(meeting: Meeting, enrolment: Enrolment, *, by: Any) -> None:
    """ValidationError unless this person runs the session, and writes about somebody else."""
    if not may_run(by, meeting.cohort):
        raise refusal("not_allowed", meeting)
    if enrolment.person_id == by.pk:
        raise refusal("own_presence", meeting)


def _sign(
    meeting: Meeting,
    enrolment: Enrolment,
    means: str,
    *,
    hand: Hand | None,
    missed: Missed,
    author: Any,
    now: datetime,
) -> Signature:
    name = person_of(enrolment.person).name
    with writing(meeting, read_hand(hand, known_name=name, meeting=meeting)) as (held, line):
        # Read again now that nobody else can write: it may have been moved since.
        check_window(held, now)
        line.means = means
        return write_presence(
            held, line, enrolment=enrolment, missed=missed, author=author, now=now
        )


def _stranger(person: Any, meeting: Meeting) -> Exception:
    """Why somebody has no place in this meeting."""
    if meeting.enrolment is not None:
        return refusal("another_person", meeting)
    # `enrolment_in` found none in this cohort.
    elsewhere = Enrolment.objects.open().filter(person=person.pk, course=meeting.cohort.course_id)
    return refusal("another_session" if elsewhere.exists() else "not_enrolled", meeting)
