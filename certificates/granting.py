"""Granting: what was earned becomes an award to issue, once."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.access import grantable
from certificates.credentials.models import StatusList
from certificates.credentials.status import draw_index, open_list
from certificates.eligibility import missing
from certificates.kinds import Kind, kinds_of
from certificates.models import ALPHABET, Award
from courses.catalogue.models import CourseVersion
from courses.enrolment.models import Enrolment
from courses.jobs.nudging import nudge
from courses.learning.models import Completion
from courses.person import person_of

TRIES = 20
"""Numbers and places in a list are drawn by chance: one already taken is drawn again.

A list is full when half of its places are taken: twenty draws fail once in a million then.
"""


def grant(completion: Completion, *, now: datetime) -> list[Award]:
    """The awards that a completion deserves, pending; none while their document lacks something.

    The completion is the fact: what the course asks today is not asked again.
    """
    enrolment = completion.enrolment
    enrolment.completion = completion
    kinds = kinds_of(enrolment.course.format)
    ready = [kind for kind in kinds if not missing(kind, [enrolment], now)[enrolment.pk]]
    return [grant_award(enrolment, kind, now=now) for kind in ready]


def grant_award(enrolment: Enrolment, kind: Kind, *, now: datetime, by: Any | None = None) -> Award:
    """The standing award of this kind: made now, or the one there is. The constraint decides."""
    place = open_list(now) if kind.IS_CREDENTIAL else None
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                award: Award = Award.objects.create(
                    **award_fields(enrolment, kind, place, now=now, by=by)
                )
        except IntegrityError:
            standing = Award.objects.standing().filter(enrolment=enrolment, kind=kind.KEY).first()
            if standing is not None:
                return standing  # type: ignore[no-any-return]
        else:
            nudge(Award.TASK, award.uuid)
            return award
    raise RuntimeError("no free number nor place after several draws")


def grant_all(
    enrolments: Sequence[Enrolment], kind: Kind, *, now: datetime, by: Any | None = None
) -> list[Award]:
    """Awards of one kind for many who lack nothing, in a fixed number of queries.

    Those who have one already keep it and are not in the list; neither are those to whom `by`
    may not give it.
    """
    if by is not None:
        enrolments = grantable(by, enrolments)
    needs = missing(kind, enrolments, now)
    ready = [one for one in enrolments if not needs[one.pk]]
    if not ready:
        return []
    place = open_list(now) if kind.IS_CREDENTIAL else None
    rows = [Award(**award_fields(one, kind, place, now=now, by=by)) for one in ready]
    with transaction.atomic():
        # Whoever has one already, or drew a number that is taken, is passed over here.
        Award.objects.bulk_create(rows, ignore_conflicts=True)
        made = list(Award.objects.filter(uuid__in=[row.uuid for row in rows]))
        for award in made:
            nudge(Award.TASK, award.uuid)
    done = set(
        Award.objects.standing()
        .filter(enrolment__in=ready, kind=kind.KEY)
        .values_list("enrolment", flat=True)
    )
    unlucky = [one for one in ready if one.pk not in done]
    return [*made, *(grant_award(one, kind, now=now, by=by) for one in unlucky)]


def grant_due(now: datetime, *, person: Any | None = None) -> int:
    """Grant what completed courses deserve and did not get yet (a name was missing, say)."""
    waiting = Completion.objects.filter(
        awards=None,
        enrolment__person__isnull=False,
        course_version__awarding=CourseVersion.Awarding.AUTOMATIC,
    ).select_related("enrolment__course__current", "enrolment__person", "enrolment__organisation")
    if person is not None:
        waiting = waiting.filter(enrolment__person=person)
    return sum(len(grant(completion, now=now)) for completion in waiting.order_by("pk"))


def unblock(person: Any, *, now: datetime) -> None:
    """Put back to work the awards that waited for this person."""
    waiting = Award.objects.filter(enrolment__person=person, state=Award.State.BLOCKED)
    put_back_to_work(waiting, now=now)


def put_back_to_work(awards: Any, *, now: datetime) -> int:
    """Have a QuerySet of failed or blocked awards tried again at once; how many there were."""
    uuids = list(awards.values_list("uuid", flat=True))
    awards.update(state=Award.State.PENDING, due_at=now, attempts=0, claimed_until=None, cause="")
    for uuid in uuids:
        nudge(Award.TASK, uuid)
    return len(uuids)


def award_fields(
    enrolment: Enrolment,
    kind: Kind,
    place: StatusList | None,
    *,
    now: datetime,
    by: Any | None,
) -> dict[str, Any]:
    """What a new award holds."""
    person = person_of(enrolment.person)
    completion = getattr(enrolment, "completion", None)
    return {
        "kind": kind.KEY,
        "language": person.language,
        "number": new_number(now),
        "enrolment": enrolment,
        "completion": completion,
        "granted_at": now,
        "granted_by": by,
        "due_at": now,
        "achieved_on": _achieved_on(completion, person.time_zone, now),
        "evidence": kind.facts(enrolment),
        "status_list": place,
        "status_index": draw_index() if place else None,
    }


def _achieved_on(completion: Completion | None, zone: Any, now: datetime) -> date:
    return timezone.localdate(completion.completed_at if completion else now, zone)


def new_number(now: datetime) -> str:
    """Readable and unique; it tells the year, not how many there are."""
    chance = "".join(secrets.choice(ALPHABET) for _place in range(8))
    return f"{timezone.localtime(now).year}-{chance[:4]}-{chance[4:]}"
