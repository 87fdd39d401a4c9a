"""Tell a worker that a job waits. Losing the message loses nothing: the sweep finds the row."""

import logging
from uuid import UUID

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)


def nudge(task: str, uuid: UUID) -> None:
    """Send `task` by name once the transaction is committed."""
    transaction.on_commit(lambda: send(task, uuid), robust=True)


def has_queue() -> bool:
    """Whether this site has a Celery application, or at least a broker.

    Without either, Celery would talk to whatever answers at amqp://localhost, which is not ours.
    """
    return current_app.main != "default" or bool(current_app.conf.broker_url)


def send(task: str, uuid: UUID) -> bool:
    """Send now; a broker that is down is logged and never reaches the person."""
    if not has_queue():
        return False
    try:
        current_app.send_task(task, kwargs={"uuid": str(uuid)}, retry=False, ignore_result=True)
    except Exception:
        # Whatever the transport raises: the job is a row already.
        logger.exception("message not sent", extra={"task": task, "job": str(uuid)})
        return False
    return True
