"""Find the jobs that messages forgot, and send them again."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import IntegerField, Value

from courses.jobs.models import Job, PeriodicRun
from courses.jobs.nudging import send

BATCH = 200
before_sweep: list[Callable[[datetime], object]] = []
"""What applications do first, filled in their `ready()`: make the rows that events forgot."""
SWEEP = "courses.sweep"


def job_models() -> list[type[Job]]:
    """Every kind of job of the installed applications."""
    return [model for model in apps.get_models() if issubclass(model, Job)]


def sweep_jobs(*, now: datetime, every: timedelta | None = None) -> int:
    """Send every due job again, oldest first; returns how many messages left.

    With `every`, nothing happens when another process swept less than that ago.
    """
    if every is not None and not PeriodicRun.claim(SWEEP, every=every, now=now):
        return 0
    sent = 0
    for model, uuid in due_jobs(now):
        if not send(model.TASK, uuid):
            return sent
        sent += 1
    return sent


def due_jobs(now: datetime) -> Iterator[tuple[type[Job], UUID]]:
    """Every due job, the oldest of each kind first; what events forgot is made before."""
    for prepare in before_sweep:
        prepare(now)
    for model in _stirring(now):
        model._default_manager.give_up(now)
        due = model._default_manager.due(now).order_by("due_at")
        for uuid in due.values_list("uuid", flat=True)[:BATCH]:
            yield model, uuid


def _stirring(now: datetime) -> list[type[Job]]:
    """The kinds of job with something due or lost, in one query for all of them.

    Most sweeps find nothing: they cost the same however many kinds there are.
    """
    models = job_models()
    found = [
        (jobs.due(now) | jobs.lost(now))
        .order_by()
        .values_list(Value(place, IntegerField()), flat=True)
        for place, model in enumerate(models)
        for jobs in [model._default_manager]
    ]
    places = set(found[0].union(*found[1:])) if found else set()
    return [model for place, model in enumerate(models) if place in places]
