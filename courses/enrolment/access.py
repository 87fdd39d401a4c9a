"""Who may open what."""

from typing import Any

from courses.catalogue.models import Course
from courses.enrolment.models import Role


def may_preview(person: Any, course: Course) -> bool:
    """May read the lessons without being enrolled: its authors, trainers, and site staff."""
    if not person.is_authenticated:
        return False
    # A host's user model may know no staff.
    if getattr(person, "is_staff", False):
        return True
    return (
        Role.objects.filter(person=person, course=course).exists()
        or Role.objects.filter(person=person, cohort__course=course).exists()
    )
