"""Awards at every stage."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from certificates.issuing import issue_award
from certificates.models import Award
from courses.enrolment.models import Enrolment
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
