"""Index of the tasks: Celery looks here."""

from courses.jobs import tasks as jobs_tasks
from courses.messaging import tasks as messaging_tasks

__all__ = ["jobs_tasks", "messaging_tasks"]
