"""What beat runs: the sweep."""

from datetime import timedelta

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from courses.jobs.models import PeriodicRun
from courses.jobs.sweeping import SWEEP, sweep_jobs

EVERY = timedelta(seconds=10)
"""Closer sweeps than this do nothing: several beats, or a beat and a cron."""


@shared_task(name=SWEEP)
def sweep() -> None:
    sweep_jobs(now=timezone.now(), every=EVERY)


@worker_ready.connect
def sweep_at_start(**_kwargs: object) -> None:
    """What was waiting when the last worker stopped; /readyz need not wait for beat."""
    now = timezone.now()
    PeriodicRun.note(SWEEP, now=now)
    sweep_jobs(now=now)
