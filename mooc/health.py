"""Is the process alive, and is the site able to work? For machines: names and numbers only."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.jobs.models import JobState, PeriodicRun
from courses.jobs.sweeping import SWEEP, job_models
from mooc.running.preparing import pending_migrations

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. No database: a probe must not kill what only waits for it."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 as soon as one part cannot work or falls behind."""
    parts = {name: _try(name, check) for name, check in CHECKS.items()}
    is_ready = all(part["ok"] for part in parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)


Answer = dict[str, bool | int | None]


def _try(name: str, check: Callable[[], Answer]) -> Answer:
    try:
        return check()
    except Exception:
        # Whatever broke belongs in the logs, where the operator reads, never in a public page.
        logger.exception("not ready", extra={"part": name})
        return {"ok": False}


def _database() -> Answer:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def _migrations() -> Answer:
    pending = pending_migrations()
    return {"ok": pending == 0, "pending": pending}


def _broker() -> Answer:
    with current_app.connection_for_write(connect_timeout=2) as broker:
        # The errors are tried once: a probe comes back anyway.
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    return {"ok": True}


def _storage() -> Answer:
    """Write, read back, remove: a full or read-only disk shows in no other way."""
    content = uuid4().hex.encode()
    name = default_storage.save(f"health/{uuid4().hex}", ContentFile(content))
    try:
        with default_storage.open(name) as file:
            return {"ok": file.read() == content}
    finally:
        default_storage.delete(name)


def _jobs() -> Answer:
    """How late the latest open job is; those given up wait for a person, and block nothing."""
    now = timezone.now()
    late = given_up = 0
    for model in job_models():
        rows = model._default_manager
        oldest = rows.open().filter(due_at__lte=now).aggregate(at=Min("due_at"))["at"]
        late = max(late, _seconds(oldest, now) if oldest else 0)
        given_up += rows.filter(state=JobState.FAILED).count()
    is_ok = late <= settings.READY_MAX_JOB_SECONDS
    return {"ok": is_ok, "oldest_seconds": late, "given_up": given_up}


def _clock() -> Answer:
    """The time since beat's last sweep was done by a worker: both are alive."""
    run = PeriodicRun.objects.filter(name=SWEEP).first()
    if run is None:
        return {"ok": False, "seconds": None}
    seconds = _seconds(run.ran_at, timezone.now())
    return {"ok": seconds <= settings.READY_MAX_SWEEP_SECONDS, "seconds": seconds}


def _seconds(then: datetime, now: datetime) -> int:
    return max(0, int((now - then).total_seconds()))


CHECKS: dict[str, Callable[[], Answer]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "storage": _storage,
    "jobs": _jobs,
    "clock": _clock,
}
