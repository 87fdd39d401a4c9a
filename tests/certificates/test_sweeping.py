"""What a sweep costs when there is nothing to do, and what it finds."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from certificates.models import Award, StatusList
from certificates.withdrawing import sign_status_list
from courses.catalogue.models import Course
from courses.jobs.models import MAX_ATTEMPTS, JobState
from courses.jobs.sweeping import due_jobs, sweep_jobs
from courses.messaging.models import Mail
from tests.certificates.people import completed, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def idle(issued: Award, now: datetime) -> datetime:
    """Everything is done; another sweep may begin."""
    assert sign_status_list(StatusList.objects.get().uuid, now=now)
    Mail.objects.update(state=JobState.DONE)
    sweep_jobs(now=now, every=timedelta(seconds=10))
    return now + timedelta(minutes=1)


@pytest.mark.parametrize("every", [timedelta(seconds=10), None])
def test_an_idle_sweep_costs_at_most_five_queries(idle: datetime, every: Any) -> None:
    assert 2 <= queries(lambda: sweep_jobs(now=idle, every=every)) <= 5


def test_who_waits_for_a_name_makes_sweeps_no_dearer(idle: datetime, course: Course) -> None:
    before = queries(lambda: sweep_jobs(now=idle))
    completed(course, 10, now=idle)
    get_user_model().objects.update(certificate_name="")
    assert queries(lambda: sweep_jobs(now=idle)) == before
    assert Award.objects.count() == 1


def test_a_sweep_finds_the_due_of_each_kind_and_gives_up_the_lost(
    idle: datetime, issued: Award, alice: Any
) -> None:
    mail = Mail.objects.create(key="a", person=alice, subject="s", body="b", due_at=idle)
    lost = Mail.objects.create(
        key="b",
        person=alice,
        subject="s",
        body="b",
        due_at=idle,
        attempts=MAX_ATTEMPTS,
        claimed_until=idle,
    )
    StatusList.objects.update(state=JobState.PENDING, due_at=idle)
    found = {(model, uuid) for model, uuid in due_jobs(idle)}
    assert found == {(Mail, mail.uuid), (StatusList, StatusList.objects.get().uuid)}
    lost.refresh_from_db()
    assert (lost.state, lost.cause) == (JobState.FAILED, "worker lost")
