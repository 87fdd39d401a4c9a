"""Do the due jobs in this process: for sites that have no worker, from cron."""

import logging
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from uuid import UUID

from celery import current_app
from django.apps import apps

from courses.jobs.models import Job
from courses.jobs.sweeping import due_jobs

logger = logging.getLogger(__name__)


def run_jobs(*, clock: Callable[[], datetime]) -> int:
    """Do what is due, and what doing it makes due (a mail); how many jobs were tried.

    Takes a clock, not an instant: a job written meanwhile is due after the start. A worker that
    runs at the same time does no harm: each job is claimed by one of the two.
    """
    tried: set[UUID] = set()
    while waiting := [job for job in due_jobs(clock()) if job[1] not in tried]:
        for model, uuid in waiting:
            tried.add(uuid)
            _run(model, uuid)
    return len(tried)


def _run(model: type[Job], uuid: UUID) -> None:
    """The task of one job. Its failure is logged and stops no other."""
    # Nobody imported the tasks where there is no Celery application to look for them.
    application = apps.get_containing_app_config(model.__module__)
    assert application is not None
    import_module(f"{application.name}.tasks")
    try:
        current_app.tasks[model.TASK](uuid=str(uuid))
    except Exception:
        # Whatever a task raises: the row is still there, due again when its claim ends.
        logger.exception("job not done", extra={"task": model.TASK, "job": str(uuid)})
