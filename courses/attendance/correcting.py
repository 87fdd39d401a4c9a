"""Correcting a sheet: a line is added, with its reason; the one that it corrects stays."""

from datetime import datetime
from typing import Any

from courses.attendance.handwriting import tidy
from courses.attendance.ledger import append, name_of, ref_of
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.attendance.refusing import refusal
from courses.attendance.signing import check_may_write
from courses.attendance.writing import (
    NOTHING,
    Missed,
    check_begun,
    check_missed,
    check_place,
    writing,
)
from courses.enrolment.models import Enrolment

MOST = 300
"""Characters of a reason."""


def correct_presence(
    meeting: Meeting,
    *,
    enrolment: Enrolment,
    is_absent: bool = False,
    missed: Missed = NOTHING,
    reason: str,
    paper_sheet: PaperSheet | None = None,
    by: Any,
    now: datetime,
) -> Signature:
    """Say what is so: present with these minutes missed, or absent; also for who never signed.

    Allowed after the counter-signature: the sheet shows both, and when each was written.
    """
    check_may_write(meeting, enrolment, by=by)
    check_begun(meeting, now)
    written = tidy_reason(reason, meeting)
    if paper_sheet is not None and paper_sheet.meeting_id != meeting.pk:
        raise refusal("another_sheet", meeting)
    with writing(meeting) as (held, line):
        check_place(held, enrolment)
        check_missed(held, NOTHING if is_absent else missed)
        last = held.signatures.marks().filter(enrolment=enrolment).order_by("number").last()
        line.kind, line.enrolment, line.corrects = Signature.Kind.CORRECTION, enrolment, last
        line.means = Signature.Means.PAPER if paper_sheet else Signature.Means.SITE
        line.paper_sheet, line.is_absent, line.reason = paper_sheet, is_absent, written
        if not is_absent:
            line.late_minutes, line.early_minutes = missed.late, missed.early
        if _says(last) == _says(line):
            raise refusal("nothing_changes", held)
        line.person_ref, line.name = ref_of(enrolment.person), name_of(enrolment.person)
        return append(held, line, author=by, now=now)


def tidy_reason(reason: str, meeting: Meeting) -> str:
    """The reason as it is kept. ValidationError without one."""
    written = tidy(reason)
    if not written:
        raise refusal("reason_missing", meeting)
    if len(written) > MOST:
        raise refusal("reason_too_long", meeting, most=MOST)
    return written


def _says(line: Signature | None) -> tuple[bool, int, int]:
    """What a line says of a person's presence: no line, they are absent."""
    if line is None or line.is_absent:
        return (True, 0, 0)
    return (False, line.late_minutes, line.early_minutes)
