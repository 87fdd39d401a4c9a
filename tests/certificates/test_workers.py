"""Real Celery workers, on whatever broker and database are configured: nothing is lost or doubled.

The workers are processes of their own, on the database of the test.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from certificates.models import Award
from certificates.storing import read
from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.jobs.models import JobState
from courses.jobs.sweeping import sweep_jobs
from courses.messaging.models import Mail
from mooc.celery import app
from tests.learners import complete_course

pytestmark = [
    pytest.mark.queue,
    pytest.mark.xdist_group("queue"),
    pytest.mark.django_db(transaction=True),
]
ROOT = Path(__file__).parents[2]
PATIENCE = 240
"""Seconds: a failure takes long, a busy machine is no failure."""


def database_url() -> str:
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    return f"postgres://{config['USER']}@{config['HOST']}:{config['PORT']}/{config['NAME']}"


class Worker:
    """A Celery worker with two processes, in a group of its own."""

    def __init__(self, log: Path) -> None:
        command = [sys.executable, "-m", "celery", "-A", "mooc", "--quiet", "worker"]
        options = ["--pool=prefork", "--concurrency=2", "--loglevel=warning", "--without-mingle"]
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [*command, *options, "--without-gossip", "-Ofair"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATABASE_URL": database_url(),
                    "MOOC_DATA": str(django_settings.DATA_DIR),
                    "DJANGO_SETTINGS_MODULE": "mooc.settings",
                },
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@pytest.fixture
def start_worker(tmp_path: Path, settings: Any) -> Iterator[Callable[[], Worker]]:
    """Starts workers, and stops those left at the end."""
    # Workers know nothing of this test's own folder.
    folder = {"location": str(django_settings.DATA_DIR / "files")}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": folder},
    }
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker(tmp_path / "worker.log"))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()


@pytest.fixture
def learners(content: None, course: Course) -> Callable[[int], None]:
    """As many people who complete the course, each with a pending award."""

    def make(count: int) -> None:
        users = get_user_model().objects
        for index in range(count):
            person = users.create_user(
                email=f"personne{index}@example.org",
                password=None,
                certificate_name=f"Zoé Lefèvre-{index}",
            )
            now = timezone.now()
            complete_course(enrol(course, by=person, now=now), now=now)

    return make


def wait_until(condition: Callable[[], bool], seconds: float, log: Path) -> None:
    """Wait, sweeping every few seconds as beat does."""
    end = time.monotonic() + seconds
    swept = time.monotonic()
    while not condition():
        assert time.monotonic() < end, log.read_text() if log.exists() else "nothing logged"
        time.sleep(0.2)
        if time.monotonic() > swept + 5:
            sweep_jobs(now=timezone.now())
            swept = time.monotonic()


def all_issued() -> bool:
    return not Award.objects.exclude(state=Award.State.ISSUED).exists()


def assert_one_of_each(count: int) -> None:
    awards = list(Award.objects.all())
    assert len(awards) == count
    assert len({award.number for award in awards}) == count
    for award in awards:
        assert award.claims["name"] in {f"Zoé Lefèvre-{index}" for index in range(count)}
        assert read(award.file).startswith(b"%PDF-")
    assert Mail.objects.count() == count
    assert len({award.sha256 for award in awards}) == count


def test_a_worker_issues_what_was_completed_and_sends_its_mail(
    start_worker: Callable[[], Worker], learners: Callable[[int], None], tmp_path: Path
) -> None:
    start_worker()
    learners(2)
    log = tmp_path / "worker.log"
    wait_until(all_issued, PATIENCE, log)
    wait_until(lambda: Mail.objects.filter(state=JobState.DONE).count() == 2, PATIENCE, log)
    assert_one_of_each(2)


def test_an_emptied_broker_loses_nothing(
    start_worker: Callable[[], Worker], learners: Callable[[int], None], tmp_path: Path
) -> None:
    learners(2)
    app.control.purge()
    start_worker()
    # The worker sweeps when it starts; so does beat, every half minute.
    wait_until(all_issued, PATIENCE, tmp_path / "worker.log")
    assert_one_of_each(2)


def test_killed_workers_lose_nothing_and_double_nothing(
    start_worker: Callable[[], Worker], learners: Callable[[int], None], tmp_path: Path
) -> None:
    count = 24
    learners(count)
    kills = 0
    end = time.monotonic() + 600
    while not all_issued():
        assert time.monotonic() < end, (tmp_path / "worker.log").read_text()
        worker = start_worker()
        before = Award.objects.issued().count()
        # Killed in full work: as soon as it has issued a few more.
        wait_until(
            lambda at=before: Award.objects.issued().count() >= min(at + 6, count),  # type: ignore[misc]
            PATIENCE,
            tmp_path / "worker.log",
        )
        worker.kill()
        kills += 1
        # Two minutes pass: the leases of the dead worker end.
        now = timezone.now()
        Award.objects.filter(state=Award.State.PENDING).update(claimed_until=now, due_at=now)
        sweep_jobs(now=timezone.now())
    assert kills >= 3
    assert_one_of_each(count)
