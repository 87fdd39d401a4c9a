"""Enrolling in a course, and leaving it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment


def standing_cohort(course: Course) -> Cohort:
    """The cohort of those who follow this course alone, at their own pace."""
    cohort, _created = Cohort.objects.get_or_create(
        course=course, is_standing=True, defaults={"name": course.slug}
    )
    return cohort


def enrol(course: Course, *, by: Any, now: datetime) -> Enrolment:
    """The person's open enrolment in this course: made now, or the one they have.

    ValidationError when the course is not open, or is not one that people follow alone.
    """
    is_closed = course.withdrawn_at is not None or not course.is_self_paced
    if course.current_id is None or is_closed:
        raise ValidationError(_("This course is not open for enrolment."))
    try:
        with transaction.atomic():
            return Enrolment.objects.create(
                person=by,
                cohort=standing_cohort(course),
                course=course,
                required_version_id=course.current_id,
                enrolled_at=now,
            )
    except IntegrityError:
        # The second click, or the second tab: the constraint keeps one, and it is theirs.
        enrolment: Enrolment = Enrolment.objects.open().get(person=by, course=course)
        return enrolment


def leave(enrolment: Enrolment, *, now: datetime) -> None:
    """End an enrolment; what was earned stays."""
    Enrolment.objects.open().filter(pk=enrolment.pk).update(ended_at=now)
