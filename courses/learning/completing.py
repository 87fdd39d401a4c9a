"""Completing modules and a course: dated facts, written once and never taken back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from courses.catalogue.models import Course
from courses.enrolment.models import Enrolment
from courses.learning.formats import format_of
from courses.learning.models import Completion, ModuleCompletion
from courses.learning.standing import Standing, standing_of, standings
from courses.signals import course_completed
from courses.versioning import content_hash

SLICE = 200
"""Enrolments read at once when a version is published."""


@transaction.atomic(savepoint=False)
def complete_what_is_earned(enrolment: Enrolment, *, now: datetime) -> Standing:
    """Record the modules and the course that the facts now complete.

    Returns the standing after them, with the completion when it is new. Who listens to
    `course_completed` writes in this very transaction.
    """
    # Two last facts at the same instant must not each miss the other.
    Enrolment.objects.select_for_update().filter(pk=enrolment.pk).values_list("pk").first()
    standing = standing_of(enrolment)
    format_ = format_of(enrolment)
    _complete_modules(standing, rule=format_.RULE, now=now)
    # Nothing left in common between the version required and the current one: nothing was earned.
    if (
        not standing.required
        or standing.remaining
        or format_.missing([enrolment], now)[enrolment.pk]
    ):
        return standing
    completion, is_new = Completion.objects.get_or_create(
        enrolment=enrolment,
        defaults={
            "course_version": standing.current,
            "completed_at": now,
            "rule": format_.RULE,
            "evidence": format_.evidence(enrolment),
        },
    )
    if is_new:
        standing.completion = completion
        course_completed.send(sender=Completion, completion=completion)
    return standing


def complete_after_publishing(course: Course, now: datetime, **_kwargs: Any) -> None:
    """A new version may ask less: who had done all of it has now completed the course."""
    waiting = Enrolment.objects.open().filter(
        course=course, completion=None, person__isnull=False, progress__isnull=False
    )
    pks = list(waiting.distinct().values_list("pk", flat=True))
    for start in range(0, len(pks), SLICE):
        enrolments = list(Enrolment.objects.with_course().filter(pk__in=pks[start : start + SLICE]))
        for standing in standings(enrolments).values():
            if standing.required and not standing.remaining:
                complete_what_is_earned(standing.enrolment, now=now)


def _complete_modules(standing: Standing, *, rule: str, now: datetime) -> None:
    done = [
        ModuleCompletion(
            enrolment=standing.enrolment,
            module_id=module.module,
            module_version_id=module.version,
            completed_at=now,
            rule=rule,
            evidence={
                "lessons": content_hash(
                    [
                        [one.lesson, standing.read[one.lesson].isoformat()]
                        for one in module.lessons
                        if one.lesson in standing.read
                    ]
                )
            },
        )
        for module in standing.outline.modules
        if standing.module_is_done(module)
    ]
    if done:
        # Those already recorded keep their date.
        ModuleCompletion.objects.bulk_create(done, ignore_conflicts=True)
