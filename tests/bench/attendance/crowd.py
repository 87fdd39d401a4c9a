"""The crowd: processes of several threads, as gunicorn's, each signing for its share of people.

`python -m tests.bench.attendance.crowd` prints what it found, as JSON.
"""

import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from statistics import quantiles
from typing import Any

import django

PEOPLE, PROCESSES, THREADS = 300, 2, 4
_fork = multiprocessing.get_context("fork")
Found = list[tuple[float, str]]
"""How long each took, and the code of its refusal."""


def measure() -> dict[str, Any]:
    from django.core.management import call_command

    from courses.attendance.checking import check_sheet
    from courses.attendance.models import Meeting
    from tests.attending import open_room

    call_command("migrate", verbosity=0)
    room = open_room(learners=PEOPLE)
    places = [one.pk for one in room.learners]
    bare, _found = _together(_write_bare, [0, *places])
    seconds, signed = _together(_sign, [room.first.pk, *places])
    _seconds, again = _together(_sign, [room.first.pk, *places])
    meeting = Meeting.objects.get(pk=room.first.pk)
    kept = Counter(meeting.signatures.values_list("enrolment", flat=True))
    cut = quantiles([1000 * took for took, _code in signed], n=100)
    return {
        "signed": sum(not code for _took, code in signed),
        "seconds": round(seconds, 2),
        "rate": round(PEOPLE / seconds),
        "p50": round(cut[49], 1),
        "p95": round(cut[94], 1),
        "worst": round(1000 * max(took for took, _code in signed)),
        "ratio": round(seconds / bare, 1),
        "lost": PEOPLE - len(kept),
        "doubled": sum(kept.values()) - len(kept),
        "faults": len(check_sheet(meeting)),
        "refused": sum(code == "already_signed" for _took, code in again),
    }


def _together(act: Callable[[int, int], None], given: Sequence[int]) -> tuple[float, Found]:
    """Seconds until everybody is done, from when all were ready; and what each found."""
    from django.db import connection

    meeting, *places = given
    connection.close()  # no connection goes through a fork
    barrier, queue = _fork.Barrier(PROCESSES), _fork.Queue()
    processes = [
        _fork.Process(target=_run, args=(act, meeting, places[n::PROCESSES], barrier, queue))
        for n in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    parts = [queue.get() for _process in processes]
    for process in processes:
        process.join()
        assert process.exitcode == 0
    seconds = max(end for _start, end, _found in parts) - min(start for start, _e, _f in parts)
    return seconds, [one for _start, _end, found in parts for one in found]


def _run(
    act: Callable[[int, int], None], meeting: int, places: list[int], barrier: Any, queue: Any
) -> None:
    from django.core.exceptions import ValidationError

    def timed(place: int) -> tuple[float, str]:
        start, code = time.perf_counter(), ""
        try:
            act(meeting, place)
        except ValidationError as problem:
            code = str(problem.code)
        return time.perf_counter() - start, code

    with ThreadPoolExecutor(THREADS) as pool:
        barrier.wait()
        start = time.monotonic()
        found = list(pool.map(timed, places))
    queue.put((start, time.monotonic(), found))


def _sign(meeting: int, place: int) -> None:
    """As a request does it: read the meeting and the person, then sign by hand."""
    from courses.attendance.coding import current_code
    from courses.attendance.handwriting import Hand
    from courses.attendance.models import Meeting
    from courses.attendance.signing import sign_by_scan
    from courses.enrolment.models import Enrolment

    held = Meeting.objects.select_related("cohort").get(pk=meeting)
    person = Enrolment.objects.select_related("person").get(pk=place).person
    now = held.starts_at
    code, hand = current_code(held, now=now), Hand(drawing=_drawn())
    sign_by_scan(held, code=code, hand=hand, by=person, now=now)


@cache
def _drawn() -> bytes:
    """Drawn by a phone, not by the server that is measured."""
    from tests.attending import drawing

    return drawing()


def _write_bare(_meeting: int, place: int) -> None:
    """One row in a transaction of its own: what the database alone asks."""
    from django.utils import timezone

    from courses.jobs.models import PeriodicRun

    PeriodicRun.objects.create(name=f"bench-{place}", ran_at=timezone.now())


if __name__ == "__main__":
    django.setup()
    json.dump(measure(), sys.stdout)
