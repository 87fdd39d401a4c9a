"""Processes forked as Celery's prefork does, each issuing its share of awards."""

import multiprocessing
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from certificates.issuing import issue_award

WARM_UPS, TIMES, ROUNDS = 3, 40, 4
SHARE = WARM_UPS + TIMES
NEEDED = 3 * SHARE * ROUNDS
"""Awards for one process, then two, in each round."""
FIRST, LAST = 250, 2000
"""The certificates at which the memory of a process is read."""
_fork = multiprocessing.get_context("fork")


def rates(uuids: list[UUID]) -> tuple[float, float]:
    """Awards a second of one process, of two: the best of several rounds, in turn."""
    shares = [uuids[at : at + SHARE] for at in range(0, NEEDED, SHARE)]
    one, two = 0.0, 0.0
    for at in range(0, len(shares), 3):
        one = max(one, TIMES / _seconds(shares[at : at + 1]))
        two = max(two, 2 * TIMES / _seconds(shares[at + 1 : at + 3]))
    return one, two


def memory(uuids: list[UUID]) -> tuple[int, int]:
    """Memory (VmRSS, kB) of one process at its FIRST and LAST certificates."""
    queue = _fork.Queue()
    _run([_fork.Process(target=_remember, args=(uuids[:LAST], queue))])
    first, last = queue.get()
    return first, last


def _seconds(shares: Sequence[list[UUID]]) -> float:
    """From the start of all, warm, to the end of the last."""
    barrier, queue = _fork.Barrier(len(shares)), _fork.Queue()
    _run([_fork.Process(target=_work, args=(share, barrier, queue)) for share in shares])
    spans = [queue.get() for _share in shares]
    return max(end for _start, end in spans) - min(start for start, _end in spans)


def _run(processes: list[Any]) -> None:
    connection.close()  # no connection goes through a fork
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0


def _work(uuids: list[UUID], barrier: Any, queue: Any) -> None:
    _issue(uuids[:WARM_UPS])
    barrier.wait()
    start = time.monotonic()
    _issue(uuids[WARM_UPS:])
    queue.put((start, time.monotonic()))


def _remember(uuids: list[UUID], queue: Any) -> None:
    _issue(uuids[:FIRST])
    first = _memory()
    _issue(uuids[FIRST:])
    queue.put((first, _memory()))


def _issue(uuids: list[UUID]) -> None:
    for uuid in uuids:
        assert issue_award(uuid, now=timezone.now()) is not None


def _memory() -> int:
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
