"""Telling machines what was withdrawn: the work of the status list's task."""

import logging
from datetime import datetime
from uuid import UUID

from certificates.credentials.models import StatusList
from certificates.credentials.status import signed_list
from certificates.models import Award
from courses.jobs.models import JobState

logger = logging.getLogger(__name__)


def sign_status_list(uuid: UUID | str, *, now: datetime) -> bool:
    """Sign a list that waits for it; True when done. A withdrawal meanwhile has it done again."""
    status_list: StatusList | None = StatusList.objects.claim(uuid, now)
    if status_list is None:
        return False
    try:
        withdrawn = Award.objects.withdrawn().filter(status_list=status_list)
        credential = signed_list(
            status_list, withdrawn.values_list("status_index", flat=True), now=now
        )
    except Exception as problem:
        # Whatever went wrong, the row says so and the work is tried again.
        logger.exception("status list not signed", extra={"list": str(uuid)})
        status_list.put_back(f"{type(problem).__name__}: {problem}", now=now)
        return False
    done = status_list.mine().update(
        state=JobState.DONE, credential=credential, signed_at=now, claimed_until=None, cause=""
    )
    return bool(done)
