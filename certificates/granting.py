"""Granting: a completed course becomes an award to issue, once."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.eligibility import document_needs
from certificates.models import ALPHABET, Award
from courses.catalogue.models import CourseVersion
from courses.jobs.nudging import nudge
from courses.learning.models import Completion
from courses.person import person_of


def grant(completion: Completion, *, now: datetime) -> Award | None:
    """The award that this completion deserves, pending; None while the document lacks something.

    The completion is the fact: what the course asks today is not asked again.
    """
    enrolment = completion.enrolment
    if document_needs(enrolment):
        return None
    person = person_of(enrolment.person)
    standing = Award.objects.standing().filter(enrolment=enrolment, kind=Award.Kind.FOLLOWED)
    try:
        with transaction.atomic():
            award: Award = Award.objects.create(
                kind=Award.Kind.FOLLOWED,
                language=person.language,
                number=_number(now),
                enrolment=enrolment,
                completion=completion,
                granted_at=now,
                due_at=now,
                achieved_on=timezone.localdate(completion.completed_at, person.time_zone),
                evidence=completion.evidence,
            )
    except IntegrityError:
        return standing.get()  # type: ignore[no-any-return]
    nudge(Award.TASK, award.uuid)
    return award


def grant_due(now: datetime, *, person: Any | None = None) -> int:
    """Grant what completed courses deserve and did not get yet (a name was missing, say)."""
    waiting = Completion.objects.filter(
        awards=None,
        enrolment__person__isnull=False,
        course_version__awarding=CourseVersion.Awarding.AUTOMATIC,
    ).select_related("enrolment__course__current", "enrolment__person")
    if person is not None:
        waiting = waiting.filter(enrolment__person=person)
    return sum(grant(completion, now=now) is not None for completion in waiting.order_by("pk"))


def unblock(person: Any, *, now: datetime) -> None:
    """Put back to work the awards that waited for this person."""
    waiting = Award.objects.filter(enrolment__person=person, state=Award.State.BLOCKED)
    uuids = list(waiting.values_list("uuid", flat=True))
    waiting.update(state=Award.State.PENDING, due_at=now, attempts=0, cause="")
    for uuid in uuids:
        nudge(Award.TASK, uuid)


def _number(now: datetime) -> str:
    """Readable and unique; it tells the year, not how many there are."""
    chance = "".join(secrets.choice(ALPHABET) for _place in range(8))
    return f"{timezone.localtime(now).year}-{chance[:4]}-{chance[4:]}"
