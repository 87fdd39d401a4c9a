"""Who may sign, counter-sign, correct, and see a sheet: one answer for views, templates, acts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from courses.attendance.models import Meeting
from courses.enrolment.models import Cohort, Enrolment, Role

LEADING = (Role.Kind.TRAINER, Role.Kind.MENTOR)
"""Those who stand in the room, and attest it: an organiser was perhaps not there."""
RUNNING = (*LEADING, Role.Kind.ORGANISER)


def enrolment_in(person: Any, meeting: Meeting) -> Enrolment | None:
    """The place under which this person may sign this meeting."""
    if not person.is_authenticated:
        return None
    if meeting.enrolment is not None:
        return meeting.enrolment if meeting.enrolment.person_id == person.pk else None
    found: Enrolment | None = (
        Enrolment.objects.filter(person=person, cohort=meeting.cohort_id)
        .select_related("person")
        .order_by("-enrolled_at")
        .first()
    )
    return found


def may_sign(person: Any, meeting: Meeting) -> bool:
    """May sign for themselves, in the window."""
    return enrolment_in(person, meeting) is not None


def may_countersign(person: Any, meeting: Meeting) -> bool:
    """A trainer or mentor of the cohort or of its course; site staff attest nothing."""
    return _has_role(person, meeting.cohort, LEADING)


def may_run(person: Any, cohort: Cohort) -> bool:
    """May plan meetings, show the code, hand the device, tick, key in paper sheets."""
    return _is_staff(person) or _has_role(person, cohort, RUNNING)


def may_correct(person: Any, meeting: Meeting, enrolment: Enrolment) -> bool:
    """May add a correction: those who run the session, never about themselves."""
    return enrolment.person_id != person.pk and may_run(person, meeting.cohort)


def may_see_sheet(person: Any, meeting: Meeting) -> bool:
    """May see who signed, and how: those who run the session."""
    return may_run(person, meeting.cohort)


def _has_role(person: Any, cohort: Cohort, kinds: Iterable[str]) -> bool:
    if not person.is_authenticated:
        return False
    here = Q(cohort=cohort) | Q(course=cohort.course_id)
    return Role.objects.filter(here, person=person, kind__in=kinds).exists()


def _is_staff(person: Any) -> bool:
    # A host's user model may know no staff.
    return person.is_authenticated and bool(getattr(person, "is_staff", False))
