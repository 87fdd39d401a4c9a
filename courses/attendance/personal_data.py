"""A person's part of the sheets: what they signed, and what they wrote for others."""

from base64 import b64encode
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.attendance.keeping import (
    erase_authors,
    erase_signers,
    kept_until,
    must_be_kept,
    why_kept,
)
from courses.attendance.ledger import ref_of
from courses.attendance.models import Meeting, Signature
from courses.attendance.storing import attendance_storage, read
from courses.hooks import Kept


class AttendanceData:
    """Export; and erasure, at once of what the law does not ask for, of the rest on its day."""

    def export(self, user: Any) -> dict[str, Any]:
        lines = _lines_of(user).in_order()
        return {"attendance": [_line(one, ref_of(user)) for one in lines]}

    def kept(self, user: Any) -> list[Kept]:
        meetings = _meetings_of(user)
        if not meetings:
            return []
        days = sorted({kept_until(one) for one in meetings if must_be_kept(one, now=_now())})
        return [
            *(_until(day) for day in days),
            *(_photograph(day) for day in _photographs(user)),
            Kept(
                _("Of each signature: the half-day, the time and a fingerprint, no name."),
                _("So that a change to the signatures of others would be seen."),
            ),
        ]

    def erase(self, user: Any, *, now: datetime) -> None:
        ref = ref_of(user)
        for meeting in _meetings_of(user):
            if not must_be_kept(meeting, now=now):
                erase_signers(meeting.signatures.filter(person_ref=ref), now=now)
                erase_authors(meeting.signatures.filter(author_ref=ref))


def _lines_of(user: Any) -> Any:
    ref = ref_of(user)
    return Signature.objects.filter(Q(person_ref=ref) | Q(author_ref=ref))


def _meetings_of(user: Any) -> Any:
    signed = Meeting.objects.filter(signatures__in=_lines_of(user)).distinct()
    return signed.select_related("cohort__course")


def _until(day: date) -> Kept:
    what = _("Your attendance sheets: your name, your signature, the half-days, who wrote what.")
    return Kept(what, why_kept(), day)


def _photograph(day: date) -> Kept:
    return Kept(
        _("The photographs of paper sheets that you signed."),
        _("Others signed the same sheet: it cannot be taken apart."),
        day,
    )


def _photographs(user: Any) -> list[date]:
    """Until when each is kept, where nothing else says so already."""
    meetings = Meeting.objects.filter(
        signatures__person_ref=ref_of(user), signatures__paper_sheet__erased_at=None
    ).exclude(signatures__paper_sheet=None)
    return sorted({kept_until(one) for one in meetings.distinct()})


def _line(line: Signature, ref: str) -> dict[str, Any]:
    is_mine = line.person_ref == ref
    return {
        "meeting": line.meeting.title,
        "held_on": line.meeting.day.isoformat(),
        "line": line.get_kind_display(),
        "means": line.get_means_display(),
        "signed_at": line.signed_at.isoformat(),
        "signed_as": line.name if is_mine else None,
        "typed_name": line.typed_name if is_mine else None,
        "signature_image": _image(line) if is_mine else None,
        "minutes_late": line.late_minutes,
        "minutes_early": line.early_minutes,
        "is_absent": line.is_absent,
        "reason": line.reason,
        "written_by_me": line.author_ref == ref,
        "sha256": line.hash,
    }


def _image(line: Signature) -> str | None:
    """The signature that they drew, to open in any browser."""
    if not line.image or not attendance_storage().exists(line.image):
        return None
    return f"data:image/png;base64,{b64encode(read(line.image)).decode()}"


def _now() -> datetime:
    return timezone.now()
