"""Real Celery workers, on whatever broker and database are configured: nothing is lost or doubled.

The workers are processes of their own, on the database of the test.
"""

import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from certificates.granting import grant_all
from certificates.kinds import kind_of
from certificates.models import Award
from certificates.storing import document_storage, read
from courses.catalogue.models import Course
from courses.jobs.models import JobState
from courses.jobs.sweeping import sweep_jobs
from courses.messaging.models import Mail
from mooc.celery import app
from tests.bench.people import complete_all, enrol_many

pytestmark = [
    pytest.mark.queue,
    pytest.mark.xdist_group("queue"),
    pytest.mark.django_db(transaction=True),
]
ROOT = Path(__file__).parents[2]
CHAOS = 200
"""Awards being issued while workers are killed."""
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
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def start_worker(tmp_path: Path, settings: Any, stack: ExitStack) -> Iterator[Callable[[], Worker]]:
    """Starts workers, and stops those left at the end."""
    # Workers know nothing of this test's own folder: theirs is shared, so one test at a time.
    lock = stack.enter_context((django_settings.DATA_DIR / "workers.lock").open("w"))
    fcntl.flock(lock, fcntl.LOCK_EX)
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
    app.control.purge()  # what they left unread would keep the next test's workers busy


@pytest.fixture
def learners(content: None, course: Course) -> Callable[[int], set[str]]:
    """As many people who completed the course, each with a pending award and its message.

    Returns the files that are no award's of theirs: workers share a folder with other runs.
    """

    def make(count: int) -> set[str]:
        now, already = timezone.now(), stored_files()
        enrolments = enrol_many(course, count, now=now)
        complete_all(enrolments, now=now)
        grant_all(enrolments, kind_of("followed"), now=now)
        assert Award.objects.count() == count
        return already

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


def assert_one_of_each(count: int, already: set[str]) -> None:
    """As many awards, numbers, persons, documents and mails; no trace of unfinished work."""
    awards = list(Award.objects.select_related("enrolment__person"))
    assert len(awards) == len({award.number for award in awards}) == count
    assert len({award.enrolment_id for award in awards}) == count
    for award in awards:
        assert award.claims["name"] == award.enrolment.person.certificate_name
        pdf = read(award.file)
        assert pdf.startswith(b"%PDF-")
        assert hashlib.sha256(pdf).hexdigest() == award.sha256
    assert not Award.objects.exclude(claimed_until=None, cause="").exists()
    keys = {f"award-issued:{award.uuid}" for award in awards}
    assert sorted(Mail.objects.values_list("key", flat=True)) == sorted(keys)
    assert stored_files() - already == {award.file for award in awards}


def stored_files() -> set[str]:
    folder = Path(document_storage().path(""))
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_worker_issues_what_was_completed_and_sends_its_mail(
    start_worker: Callable[[], Worker], learners: Callable[[int], set[str]], tmp_path: Path
) -> None:
    start_worker()
    already = learners(2)
    log = tmp_path / "worker.log"
    wait_until(all_issued, PATIENCE, log)
    wait_until(lambda: Mail.objects.filter(state=JobState.DONE).count() == 2, PATIENCE, log)
    assert_one_of_each(2, already)


def test_an_emptied_broker_loses_nothing(
    start_worker: Callable[[], Worker], learners: Callable[[int], set[str]], tmp_path: Path
) -> None:
    already = learners(2)
    app.control.purge()
    start_worker()
    # The worker sweeps when it starts; so does beat, every half minute.
    wait_until(all_issued, PATIENCE, tmp_path / "worker.log")
    assert_one_of_each(2, already)


def test_killed_workers_and_an_emptied_broker_lose_nothing_and_double_nothing(
    start_worker: Callable[[], Worker], learners: Callable[[int], set[str]], tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    already = learners(CHAOS)
    kills = 0
    end = time.monotonic() + 600
    while not all_issued():
        assert time.monotonic() < end, log.read_text()
        worker = start_worker()
        aim = min(Award.objects.issued().count() + CHAOS // 6, CHAOS)
        # Killed in full work, its whole group at once: as soon as it has issued a sixth.
        wait_until(lambda at=aim: Award.objects.issued().count() >= at, PATIENCE, log)  # type: ignore[misc]
        worker.kill()
        kills += 1
        if kills % 3 == 2:
            app.control.purge()
        # Two minutes pass: the leases of the dead worker end.
        now = timezone.now()
        Award.objects.filter(state=Award.State.PENDING).update(claimed_until=now, due_at=now)
        sweep_jobs(now=timezone.now())
    assert kills >= 5
    # A worker had claimed what it was making when it was killed: another made it.
    assert Award.objects.filter(attempts__gt=1).exists()
    assert_one_of_each(CHAOS, already)
