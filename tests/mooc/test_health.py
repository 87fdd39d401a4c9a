"""Probes: alive costs nothing, ready tells what is wrong; nothing about a person."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone

from courses.jobs.models import PeriodicRun
from courses.jobs.sweeping import SWEEP
from courses.messaging.models import Mail


@pytest.fixture
def swept(db: None) -> PeriodicRun:
    return PeriodicRun.objects.create(name=SWEEP, ran_at=timezone.now())


def test_alive_asks_no_database(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.queue
def test_ready_when_everything_works(client: Client, swept: PeriodicRun) -> None:
    answer = client.get("/readyz")
    assert answer.json()["ready"] is True, answer.json()
    assert answer.status_code == 200
    parts = {"ready", "database", "migrations", "broker", "storage", "jobs", "clock"}
    assert set(answer.json()) == parts


def test_ready_leaves_nothing_in_the_store(client: Client, swept: PeriodicRun) -> None:
    client.get("/readyz")
    assert default_storage.listdir("health")[1] == []


@pytest.mark.django_db
def test_not_ready_before_the_first_sweep(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["clock"] == {"ok": False, "seconds": None}


def test_not_ready_when_the_clock_stopped(client: Client, swept: PeriodicRun) -> None:
    swept.ran_at -= timedelta(hours=1)
    swept.save()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert 3600 <= answer.json()["clock"]["seconds"] < 3660


def test_not_ready_when_the_store_refuses(
    client: Client, swept: PeriodicRun, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "files").mkdir(exist_ok=True)
    (tmp_path / "files" / "health").write_text("a file where a folder should be")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["storage"] == {"ok": False}
    assert "not ready" in caplog.text


def test_not_ready_when_the_broker_is_away(
    client: Client, swept: PeriodicRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would take it first
    away = Celery("away", broker="amqp://guest@127.0.0.1:1//", set_as_current=False)
    monkeypatch.setattr("mooc.health.current_app", away)
    answer = client.get("/readyz")
    assert answer.json()["broker"] == {"ok": False}
    assert answer.status_code == 503


def test_not_ready_when_a_migration_waits(client: Client, swept: PeriodicRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'courses' AND name = "
            "(SELECT MAX(name) FROM django_migrations WHERE app = 'courses')"
        )
    answer = client.get("/readyz")
    assert answer.json()["migrations"] == {"ok": False, "pending": 1}
    assert answer.status_code == 503


def test_not_ready_when_a_job_waits_too_long(client: Client, swept: PeriodicRun) -> None:
    due_at = timezone.now() - timedelta(hours=2)
    Mail.objects.create(key="test", subject="Sujet", body="Texte", due_at=due_at)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert 7200 <= answer.json()["jobs"]["oldest_seconds"] < 7260


def test_a_job_of_tomorrow_is_not_late(client: Client, swept: PeriodicRun) -> None:
    due_at = timezone.now() + timedelta(days=1)
    Mail.objects.create(key="test", subject="Sujet", body="Texte", due_at=due_at)
    assert client.get("/readyz").json()["jobs"]["oldest_seconds"] == 0


def test_a_job_given_up_is_counted_and_blocks_nothing(client: Client, swept: PeriodicRun) -> None:
    due_at = timezone.now() - timedelta(hours=2)
    Mail.objects.create(key="test", subject="Sujet", body="Texte", due_at=due_at, state="failed")
    jobs = client.get("/readyz").json()["jobs"]
    assert jobs == {"ok": True, "oldest_seconds": 0, "given_up": 1}
