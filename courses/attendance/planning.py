"""Planning a meeting, moving it, cancelling it: until somebody signs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.attendance.access import may_run
from courses.attendance.correcting import tidy_reason
from courses.attendance.models import Meeting
from courses.attendance.times import PARIS, validate_zone
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment

LONGEST: dict[str, timedelta] = {
    # A whole day in one line would be no proof by half-day: it is a slip of the pen.
    Meeting.Kind.HALF_DAY: timedelta(hours=6),
}
LONGEST_OTHER = timedelta(hours=12)
WIDEST = timedelta(hours=2)
"""Of the window, on either side."""


@dataclass(frozen=True)
class Plan:
    """What a meeting is to be; instants are aware."""

    title: str
    starts_at: datetime
    ends_at: datetime
    kind: str = Meeting.Kind.HALF_DAY
    enrolment: Enrolment | None = None
    time_zone: str = PARIS
    place: str = ""
    link: str = ""
    position: int | None = None
    """None: after those that the cohort has."""
    is_countersigned: bool | None = None
    """None: as its format asks, all but awareness sessions."""
    opens_before: int = 15
    closes_after: int = 30


@transaction.atomic
def plan_meeting(cohort: Cohort, plan: Plan, *, by: Any, now: datetime) -> Meeting:
    """A new meeting of a cohort. ValidationError, by field where one is at fault."""
    _check_may_plan(cohort, by)
    # Two at the same hour, planned at the same instant, must see each other.
    Cohort.objects.select_for_update().filter(pk=cohort.pk).values_list("pk").first()
    meeting = Meeting(cohort=cohort)
    _fill(meeting, plan)
    if plan.position is None:
        meeting.position = cohort.meetings.count() + 1
    _check(meeting)
    meeting.save()
    return meeting


@transaction.atomic
def replan_meeting(meeting: Meeting, plan: Plan, *, by: Any, now: datetime) -> Meeting:
    """Move a meeting, or say otherwise what it is. ValidationError once somebody has signed it:
    what they signed is what was said then."""
    _check_may_plan(meeting.cohort, by)
    held = _hold_unsigned(meeting)
    _fill(held, plan)
    _check(held)
    held.save()
    return held


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Any, now: datetime) -> Meeting:
    """Cancel a meeting that nobody has signed: those signed are corrected, line by line."""
    _check_may_plan(meeting.cohort, by)
    held = _hold_unsigned(meeting)
    held.cancelled_because = tidy_reason(reason, meeting)
    held.cancelled_at, held.cancelled_by = now, by
    held.save(update_fields=["cancelled_because", "cancelled_at", "cancelled_by"])
    return held


def _check_may_plan(cohort: Cohort, by: Any) -> None:
    if not may_run(by, cohort):
        sentence = _("Only the people who run this session may do this.")
        raise ValidationError(sentence, code="not_allowed")


def _hold_unsigned(meeting: Meeting) -> Meeting:
    """The meeting, held: nobody signs it while it moves."""
    # The write comes first: SQLite refuses at once a reader that turns writer.
    unsigned = Meeting.objects.standing().filter(pk=meeting.pk, last_number=0)
    if not unsigned.update(last_number=0):
        raise _fixed(Meeting.objects.get(pk=meeting.pk))
    held: Meeting = Meeting.objects.select_related("cohort__course").get(pk=meeting.pk)
    return held


def _fixed(meeting: Meeting) -> ValidationError:
    if meeting.cancelled_at is not None:
        return ValidationError(_("This meeting is already cancelled."), code="cancelled")
    return ValidationError(
        _(
            "Somebody has signed this meeting: it no longer changes. Correct the sheet, line by "
            "line, with a reason."
        ),
        code="has_signatures",
    )


def _fill(meeting: Meeting, plan: Plan) -> None:
    for name in ("title", "kind", "enrolment", "time_zone", "place", "link"):
        setattr(meeting, name, getattr(plan, name))
    # In UTC: hours of a same zone would be compared as clocks on a wall.
    meeting.starts_at, meeting.ends_at = (
        at.astimezone(UTC) for at in (plan.starts_at, plan.ends_at)
    )
    meeting.opens_before, meeting.closes_after = plan.opens_before, plan.closes_after
    if plan.position is not None:
        meeting.position = plan.position
    meeting.is_countersigned = (
        meeting.cohort.course.format != Course.Format.AWARENESS
        if plan.is_countersigned is None
        else plan.is_countersigned
    )


def _check(meeting: Meeting) -> None:
    validate_zone(meeting.time_zone)
    if meeting.ends_at <= meeting.starts_at:
        raise _problem("ends_at", _("A meeting ends after it begins."), "ends_first")
    longest = LONGEST.get(meeting.kind, LONGEST_OTHER)
    if meeting.ends_at - meeting.starts_at > longest:
        hours = {"hours": int(longest.total_seconds() // 3600)}
        raise _problem("ends_at", _("It lasts %(hours)s hours at most.") % hours, "too_long")
    if max(meeting.opens_before, meeting.closes_after) > WIDEST.total_seconds() // 60:
        sentence = _("Signing opens at most two hours before, and closes at most two hours after.")
        raise _problem("closes_after", sentence, "too_wide")
    if (meeting.kind == Meeting.Kind.INDIVIDUAL) != (meeting.enrolment is not None):
        raise _problem("enrolment", _("An individual meeting is for one person."), "for_whom")
    if meeting.enrolment is not None and meeting.enrolment.cohort_id != meeting.cohort_id:
        raise _problem("enrolment", _("This person is not in this session."), "another_session")
    meeting.full_clean(validate_unique=False, validate_constraints=False)
    _check_overlap(meeting)


def _check_overlap(meeting: Meeting) -> None:
    """The same hour signed twice would count twice."""
    others = Meeting.objects.standing().filter(
        cohort=meeting.cohort, starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at
    )
    if meeting.enrolment is not None:
        others = others.meant_for(meeting.enrolment)
    other = others.exclude(pk=meeting.pk).first()
    if other is not None:
        sentence = _("It overlaps “%(title)s”.") % {"title": other.title}
        raise _problem("starts_at", sentence, "overlap")


def _problem(field: str, sentence: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(sentence, code=code)})
