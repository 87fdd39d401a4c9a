"""The Celery application: broker and schedule come from the settings alone."""

import logging
import os
from typing import Any

from billiard.pool import RUN
from celery import Celery, bootsteps
from celery.worker.components import Pool

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mooc.settings")
logger = logging.getLogger(__name__)


class EndsWithItsChild(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery ships no types
    """A child killed from outside ends the whole worker, which its keeper starts again.

    Where the broker is a folder, the children share one pipe and take turns by a lock: one killed
    while it waits keeps the lock for ever, and nothing is done any more. With Redis or RabbitMQ
    each child has a pipe of its own, and Celery already watches.
    """

    requires = (Pool,)

    def start(self, worker: Any) -> None:
        pool = worker.pool._pool
        if getattr(pool, "threads", False):
            pool.on_process_down = lambda child: self._look_at(pool, child)

    def _look_at(self, pool: Any, child: Any) -> None:
        is_stopping = pool._state != RUN
        if is_stopping or child.exitcode is None or child.exitcode >= 0:
            return
        logger.critical("A child of the worker was killed (%s): it ends.", child.exitcode)
        # Any gentler end waits for the lock; what was being done is found again by the sweep.
        os._exit(1)


app = Celery("mooc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(EndsWithItsChild)
