"""A job is a row: claimed by one, put back, found again; the message is only a nudge."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from courses.jobs.models import LEASE, MAX_ATTEMPTS, JobState, PeriodicRun
from courses.jobs.nudging import nudge, send
from courses.jobs.sweeping import BATCH, SWEEP, sweep_jobs
from courses.jobs.tasks import sweep_at_start
from courses.messaging.models import Mail

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.get_fixed_timezone(60))


def _mail(alice: Any, key: str = "essai", **more: Any) -> Mail:
    return Mail.objects.create(
        key=key, person=alice, subject="Sujet", body="Texte", **{"due_at": NOW, **more}
    )


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The messages that leave for the broker."""
    left: list[str] = []

    def leave(name: str, kwargs: dict[str, str], **_options: Any) -> None:
        left.append(kwargs["uuid"])

    monkeypatch.setattr(current_app, "send_task", leave)
    return left


def test_claim_takes_a_due_job_once(alice: Any) -> None:
    mail = _mail(alice)
    claimed = Mail.objects.claim(mail.uuid, NOW)
    assert claimed is not None
    assert claimed.attempts == 1
    assert Mail.objects.claim(mail.uuid, NOW) is None
    assert Mail.objects.claim(mail.uuid, NOW + LEASE) is not None


@pytest.mark.parametrize(
    "more",
    [{"due_at": NOW + timedelta(seconds=1)}, {"state": JobState.DONE}, {"state": JobState.FAILED}],
)
def test_claim_leaves_what_is_not_due_or_not_open(alice: Any, more: dict[str, Any]) -> None:
    assert Mail.objects.claim(_mail(alice, **more).uuid, NOW) is None


def test_put_back_waits_longer_each_time_then_gives_up(alice: Any) -> None:
    mail, now, waits = _mail(alice), NOW, []
    for _attempt in range(MAX_ATTEMPTS):
        claimed = Mail.objects.claim(mail.uuid, now)
        assert claimed is not None
        claimed.put_back("panne", now=now)
        mail.refresh_from_db()
        waits.append(mail.due_at - now)
        now = mail.due_at
    assert waits == sorted(waits)
    assert mail.state == JobState.FAILED
    assert mail.cause == "panne"


def test_put_back_by_who_lost_the_claim_changes_nothing(alice: Any) -> None:
    mail = _mail(alice)
    lost = Mail.objects.claim(mail.uuid, NOW)
    taken = Mail.objects.claim(mail.uuid, NOW + LEASE)
    assert lost is not None
    assert taken is not None
    lost.put_back("trop tard", now=NOW + LEASE)
    mail.refresh_from_db()
    assert mail.cause == ""
    assert mail.claim_id == taken.claim_id


def test_nudge_leaves_after_the_commit_only(
    alice: Any, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    mail = _mail(alice)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        nudge(Mail.TASK, mail.uuid)
        transaction.set_rollback(True)
    assert sent == []
    with django_capture_on_commit_callbacks(execute=True):
        nudge(Mail.TASK, mail.uuid)
        assert sent == []
    assert sent == [str(mail.uuid)]


def test_send_with_a_broker_that_is_down_is_logged_and_hurts_nobody(
    alice: Any, caplog: pytest.LogCaptureFixture
) -> None:
    mail = _mail(alice)
    with patch.object(current_app, "send_task", side_effect=ConnectionError("refusé")):
        assert send(Mail.TASK, mail.uuid) is False
    assert "message not sent" in caplog.text
    assert "alice@example.org" not in caplog.text


def test_sweep_sends_what_is_due_oldest_first(alice: Any, sent: list[str]) -> None:
    second = _mail(alice, "b")
    first = _mail(alice, "a", due_at=NOW - timedelta(hours=1))
    _mail(alice, "c", due_at=NOW + timedelta(hours=1))
    _mail(alice, "d", state=JobState.DONE)
    _mail(alice, "e", claimed_until=NOW + LEASE)
    assert sweep_jobs(now=NOW) == 2
    assert sent == [str(first.uuid), str(second.uuid)]


def test_sweep_takes_a_batch_at_a_time(alice: Any, sent: list[str]) -> None:
    Mail.objects.bulk_create(
        Mail(key=str(index), person=alice, subject="s", body="b", due_at=NOW)
        for index in range(BATCH + 5)
    )
    assert sweep_jobs(now=NOW) == BATCH


def test_sweep_by_two_beats_runs_once(alice: Any, sent: list[str]) -> None:
    _mail(alice)
    every = timedelta(seconds=10)
    assert sweep_jobs(now=NOW, every=every) == 1
    assert sweep_jobs(now=NOW + timedelta(seconds=1), every=every) == 0
    assert sweep_jobs(now=NOW + every, every=every) == 1


def test_a_worker_that_starts_sweeps_and_says_so(alice: Any, sent: list[str]) -> None:
    """A site just started is ready at once, whenever the last one stopped."""
    long_ago = timezone.now() - timedelta(days=3)
    PeriodicRun.objects.create(name=SWEEP, ran_at=long_ago)
    uuids = [str(_mail(alice, due_at=long_ago).uuid)]
    sweep_at_start()
    assert sent == uuids
    assert PeriodicRun.objects.get(name=SWEEP).ran_at > timezone.now() - timedelta(minutes=1)


def test_periodic_run_is_claimed_by_the_first(db: None) -> None:
    every = timedelta(minutes=1)
    assert PeriodicRun.claim("x", every=every, now=NOW)
    assert not PeriodicRun.claim("x", every=every, now=NOW)
    assert PeriodicRun.claim("y", every=every, now=NOW)


def test_sweep_gives_up_a_job_that_kills_its_workers(alice: Any, sent: list[str]) -> None:
    mail = _mail(alice, attempts=MAX_ATTEMPTS, claimed_until=NOW)
    assert sweep_jobs(now=NOW) == 0
    mail.refresh_from_db()
    assert mail.state == JobState.FAILED
    assert mail.cause
