"""Who may open what."""

from collections.abc import Collection
from typing import Any

from courses.catalogue.models import Course
from courses.enrolment.models import Enrolment, Role


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


def courses_opened_to(person: Any, courses: Collection[Course]) -> set[int]:
    """Primary keys of those whose lessons this person may open. Two queries at most."""
    if not person.is_authenticated or not courses:
        return set()
    if getattr(person, "is_staff", False):
        return {one.pk for one in courses}
    enrolled = Enrolment.objects.filter(person=person, course__in=courses)
    roles = Role.objects.filter(person=person).values_list("course", "cohort__course")
    # Who has left may still read; who trains, mentors or organises reads without being enrolled.
    opened = {*enrolled.values_list("course", flat=True), *(pk for pair in roles for pk in pair)}
    return {one.pk for one in courses if one.pk in opened}


def may_see_dependants(person: Any) -> bool:
    """May see what is to be read again when a finding changes, drafts included: those who write."""
    if not person.is_authenticated:
        return False
    if getattr(person, "is_staff", False):
        return True
    writing = (Role.Kind.AUTHOR, Role.Kind.TRAINER)
    return Role.objects.filter(person=person, kind__in=writing).exists()
