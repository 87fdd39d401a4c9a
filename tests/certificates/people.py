"""A cohort of new people, written in bulk; and what an act upon it costs."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.catalogue.models import Course
from courses.enrolment.enrolling import standing_cohort
from courses.enrolment.models import Enrolment
from courses.learning.models import Completion


def enrolled(course: Course, count: int, *, now: datetime) -> list[Enrolment]:
    """So many new people, who have done nothing yet."""
    model = get_user_model()
    people = model._default_manager.bulk_create(
        model(email=f"{uuid4().hex}@example.org", certificate_name=f"Camille Martin {number}")
        for number in range(count)
    )
    cohort = standing_cohort(course)
    return Enrolment.objects.bulk_create(
        Enrolment(
            person=person,
            cohort=cohort,
            course=course,
            required_version_id=course.current_id,
            enrolled_at=now,
        )
        for person in people
    )


def completed(course: Course, count: int, *, now: datetime) -> list[Enrolment]:
    """So many new people, who have completed it; no event told anybody: no award yet."""
    enrolments = enrolled(course, count, now=now)
    Completion.objects.bulk_create(
        Completion(
            enrolment=one,
            course_version_id=course.current_id,
            completed_at=now,
            rule="mooc-1",
            evidence={"lesson_count": 7, "minutes": 120},
        )
        for one in enrolments
    )
    return enrolments


def queries(act: Callable[[], object]) -> int:
    """How many an act makes that read or write; transactions apart."""
    with CaptureQueriesContext(connection) as found:
        act()
    apart = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not one["sql"].startswith(apart) for one in found)
