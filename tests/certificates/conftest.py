"""Awards at every stage."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from certificates.issuing import issue_award
from certificates.models import Award
from courses.catalogue.models import Course
from courses.enrolment.enrolling import standing_cohort
from courses.enrolment.models import Cohort, Enrolment, Role
from tests.learners import complete_course


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def pending(enrolment: Enrolment, now: datetime) -> Award:
    """Alice has completed the course: her award waits for a worker."""
    complete_course(enrolment, now=now)
    award: Award = Award.objects.get(enrolment=enrolment)
    return award


@pytest.fixture
def issued(pending: Award, now: datetime) -> Award:
    award = issue_award(pending.uuid, now=now)
    assert award is not None
    return award


@pytest.fixture
def storage(settings: Any, tmp_path: Any) -> Any:
    return tmp_path / "files"


@pytest.fixture
def cohort(course: Course) -> Cohort:
    """Of those who follow the course at their own pace."""
    return standing_cohort(course)


@pytest.fixture
def olga(cohort: Cohort) -> Any:
    """She organises that cohort."""
    user = get_user_model().objects.create_user(
        email="olga@example.org", certificate_name="Olga Novák"
    )
    Role.objects.create(person=user, kind=Role.Kind.ORGANISER, cohort=cohort)
    return user


@pytest.fixture
def axel(course: Course) -> Any:
    """He wrote the course."""
    user = get_user_model().objects.create_user(
        email="axel@example.org", certificate_name="Axel Petit"
    )
    Role.objects.create(person=user, kind=Role.Kind.AUTHOR, course=course)
    return user
