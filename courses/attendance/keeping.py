"""How long proofs of training are kept, and what goes then: names and signatures, never lines."""

from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.attendance.storing import delete_after_commit
from courses.catalogue.models import Course

YEARS = 6
"""What funders ask for at most without other public money (OCAPIAT: three years for certificates,
six for what proves them); COURSES_ATTENDANCE_YEARS says otherwise."""


def years_kept() -> int:
    """Whole years, after that of the meeting."""
    return max(int(getattr(settings, "COURSES_ATTENDANCE_YEARS", YEARS)), 0)


def why_kept() -> str:
    """Said to the person whose signature is kept."""
    return str(getattr(settings, "COURSES_ATTENDANCE_WHY", "")) or _(
        "To prove to funders and to the State that the training took place and who followed it: "
        "the law lets this be asked for years afterwards."
    )


def kept_until(meeting: Meeting) -> date:
    """The last day on which who signed is still known: the end of a year."""
    return date(meeting.last_day.year + years_kept(), 12, 31)


def must_be_kept(meeting: Meeting, *, now: datetime) -> bool:
    """Whether the law asks for its proof still: that of a training.

    Simple presence at an awareness session is no training: nothing asks to keep it.
    """
    is_awareness = meeting.cohort.course.format == Course.Format.AWARENESS
    is_training = meeting.is_countersigned or not is_awareness
    return is_training and not _is_over(meeting, now)


@transaction.atomic
def erase_proofs(*, now: datetime) -> int:
    """Erase who signed, once the legal period is over; how many lines and photographs that is."""
    # A day to spare, for the zones; each meeting is then judged in its own.
    bound = datetime(now.year - years_kept() + 1, 1, 2, tzinfo=UTC)
    named = Q(signatures__in=Signature.objects.exclude(salt="", author_salt=""))
    photographed = Q(paper_sheets__in=PaperSheet.objects.exclude(image=""))
    old = Meeting.objects.filter(named | photographed, ends_at__lt=bound).distinct()
    count = 0
    for meeting in old:
        if _is_over(meeting, now):
            count += erase_signers(meeting.signatures.all(), now=now)
            erase_authors(meeting.signatures.all())
            count += _erase_photos(meeting, now=now)
    return count


def erase_signers(lines: Any, *, now: datetime) -> int:
    """Drop the salt, the name, the signature and the reason of these lines; the chain holds."""
    named = lines.exclude(salt="")
    delete_after_commit(list(named.values_list("image", flat=True)))
    blank = dict.fromkeys(Signature.SIGNER, "")
    return int(named.update(salt="", erased_at=now, **blank))


def erase_authors(lines: Any) -> int:
    """Drop who wrote these lines."""
    blank = dict.fromkeys(Signature.AUTHOR, "")
    return int(lines.exclude(author_salt="").update(author_salt="", **blank))


def _erase_photos(meeting: Meeting, *, now: datetime) -> int:
    sheets = meeting.paper_sheets.exclude(image="")
    delete_after_commit(list(sheets.values_list("image", flat=True)))
    return sheets.update(image="", erased_at=now)


def _is_over(meeting: Meeting, now: datetime) -> bool:
    return now.astimezone(meeting.zone).date() > kept_until(meeting)
