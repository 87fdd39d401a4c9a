"""A sheet signed on paper: photographed, then keyed in; each line points to the photograph."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.attendance.access import may_run
from courses.attendance.countersigning import check_may_countersign, write_countersignature
from courses.attendance.imaging import PHOTO_LIMIT, UnreadableImage, clean_photo
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.attendance.refusing import refusal
from courses.attendance.storing import sha256_of, stored
from courses.attendance.writing import NOTHING, Missed, check_begun, write_presence, writing
from courses.enrolment.models import Enrolment


@dataclass(frozen=True)
class Mark:
    """One signature read on the paper."""

    enrolment: Enrolment
    missed: Missed = NOTHING


def key_sheet(
    meeting: Meeting,
    *,
    photo: bytes,
    marks: Sequence[Mark],
    trainer: Any = None,
    by: Any,
    now: datetime,
) -> PaperSheet:
    """Keep the photograph and a line for each signature on it, all or none.

    `trainer`: who counter-signed on the paper, if they did. Keyed in at any time once the meeting
    has begun, until it is counter-signed: from then on, what is missing is a correction.
    """
    _check(meeting, marks, by=by, now=now)
    if trainer is not None:
        check_may_countersign(meeting, trainer=trainer)
    image = _clean(photo, meeting)
    with stored(image, "jpg") as name, transaction.atomic():
        sheet = PaperSheet.objects.create(
            meeting=meeting,
            image=name,
            sha256=sha256_of(image),
            uploaded_at=now,
            uploaded_by=by,
        )
        for mark in marks:
            with writing(meeting) as (held, line):
                _on_paper(line, sheet)
                write_presence(
                    held, line, enrolment=mark.enrolment, missed=mark.missed, author=by, now=now
                )
        if trainer is not None:
            with writing(meeting) as (held, line):
                _on_paper(line, sheet)
                write_countersignature(held, line, trainer=trainer, author=by, now=now)
    return sheet


def _on_paper(line: Signature, sheet: PaperSheet) -> None:
    line.means, line.paper_sheet = Signature.Means.PAPER, sheet


def _check(meeting: Meeting, marks: Sequence[Mark], *, by: Any, now: datetime) -> None:
    if not may_run(by, meeting.cohort):
        raise refusal("not_allowed", meeting)
    check_begun(meeting, now)
    if not marks:
        raise refusal("no_marks", meeting)
    enrolments = [one.enrolment for one in marks]
    if len({one.pk for one in enrolments}) < len(enrolments):
        raise refusal("twice_on_paper", meeting)
    if any(one.person_id == by.pk for one in enrolments):
        raise refusal("own_presence", meeting)
    signed = meeting.signatures.marks().filter(enrolment__in=enrolments)
    if names := list(signed.order_by("name").values_list("name", flat=True).distinct()):
        raise refusal("already_on_sheet", meeting, names=", ".join(names))


def _clean(photo: bytes, meeting: Meeting) -> bytes:
    if len(photo) > PHOTO_LIMIT * 1_000_000:
        raise refusal("photo_too_big", meeting, limit=PHOTO_LIMIT)
    try:
        return clean_photo(photo)
    except UnreadableImage:
        raise refusal("photo_unreadable", meeting) from None
