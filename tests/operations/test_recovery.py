"""What falls while `manage.py up` runs starts again, and work goes on."""

import os
import shutil
import signal
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.operations.site import Site, wait_until

pytestmark = pytest.mark.style  # once is enough, like test_up.py


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def last_sweep(site: Site) -> datetime:
    """When a worker last did what the clock asks."""
    with sqlite3.connect(site.data / "mooc.sqlite3") as database:
        row = database.execute("SELECT ran_at FROM courses_periodicrun").fetchone()
    database.close()
    return datetime.fromisoformat(row[0])


def wait_for_work(site: Site) -> None:
    """Twice: a worker that starts sweeps by itself, whether or not it takes messages."""
    for _ in range(2):
        before = last_sweep(site)
        wait_until(lambda at=before: last_sweep(site) > at, 30, site.said)  # type: ignore[misc]


def stop(site: Site) -> None:
    site.send(signal.SIGTERM)
    assert site.wait() == 0, site.said()
    assert site.pids() == []


def test_work_goes_on_after_a_killed_child_a_killed_worker_and_a_lost_queue(site: Site) -> None:
    """One story: starting a site takes seconds."""
    site.start()
    wait_until(lambda: site.status("/readyz") == 200, 60, site.said)
    worker = site.pid_of("mooc-worker")
    wait_until(lambda: children(worker) != [], 30, site.said)
    os.kill(children(worker)[0], signal.SIGKILL)
    wait_until(lambda: "« worker » s'est arrêté (1) : nouveau départ" in site.said(), 20, site.said)
    wait_for_work(site)

    os.kill(site.pid_of("mooc-worker"), signal.SIGKILL)
    wait_until(lambda: "« worker » s'est arrêté (-9)" in site.said(), 20, site.said)
    wait_for_work(site)

    os.kill(site.pid_of("mooc-beat"), signal.SIGKILL)
    wait_until(lambda: "« beat » s'est arrêté (-9)" in site.said(), 20, site.said)
    wait_for_work(site)

    shutil.rmtree(site.data / "queue")
    wait_for_work(site)
    assert site.status("/healthz") == 200
    stop(site)
