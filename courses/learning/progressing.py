"""Reading a lesson, moving in it, handing in a questionnaire: the facts that may complete."""

from datetime import datetime

from django.db import transaction

from courses.attempts.attempting import Sheet, submit_attempt
from courses.attempts.models import Score
from courses.catalogue.outline import LessonPlace
from courses.enrolment.models import Enrolment
from courses.learning.completing import complete_what_is_earned
from courses.learning.models import LessonProgress, Position
from courses.learning.standing import Standing


@transaction.atomic
def mark_read(enrolment: Enrolment, place: LessonPlace, *, now: datetime) -> Standing:
    """Keep the fact that this lesson was read, once; the standing that it leads to."""
    fact = LessonProgress(
        enrolment=enrolment,
        lesson_id=place.lesson,
        lesson_version_id=place.version,
        read_at=now,
    )
    LessonProgress.objects.bulk_create([fact], ignore_conflicts=True)
    return complete_what_is_earned(enrolment, now=now)


@transaction.atomic
def hand_in(sheet: Sheet, *, now: datetime) -> Score:
    """Submit an attempt, and complete what it earns. ValidationError as `submit_attempt`."""
    score = submit_attempt(sheet, now=now)
    complete_what_is_earned(sheet.attempt.enrolment, now=now)
    return score


def move_to(enrolment: Enrolment, place: LessonPlace, *, anchor: str = "", now: datetime) -> None:
    """Remember where the person is; nothing is written when they have not moved."""
    position = getattr(enrolment, "position", None)
    if (
        position
        and position.lesson_id == place.lesson
        and position.anchor == (anchor or position.anchor)
    ):
        return
    where = {"lesson_id": place.lesson, "anchor": anchor, "moved_at": now}
    if position:
        Position.objects.filter(pk=position.pk).update(**where)
    else:
        Position.objects.update_or_create(enrolment=enrolment, defaults=where)
