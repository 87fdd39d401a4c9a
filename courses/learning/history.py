"""What was done in enrolments, with its date: for the timeline of a learner."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import IntegerField, QuerySet, Value
from django.utils.translation import gettext as _

from courses.attempts.models import Score
from courses.enrolment.models import Enrolment
from courses.hooks import Step
from courses.learning.models import LessonProgress, ModuleCompletion
from courses.learning.standing import loaded


def steps_taken(enrolments: Sequence[Enrolment]) -> Iterator[tuple[int, Step]]:
    """(enrolment, step) of each lesson read, questionnaire passed and module completed."""
    thresholds = {pk: one.threshold for pk, one in loaded(enrolments).items()}
    passed = set()
    for pk, at, title, kind, quiz, percent in _facts(list(thresholds)):
        facts = {"title": title, "percent": percent}
        if kind == "lesson":
            yield pk, Step(at, _("Lesson read: “%(title)s”") % facts)
        elif kind == "module":
            yield pk, Step(at, _("Module completed: “%(title)s”") % facts)
        # The day it was first passed: a better score later is no new step.
        elif percent >= thresholds[pk] and (pk, quiz) not in passed:
            passed.add((pk, quiz))
            yield pk, Step(at, _("Questionnaire passed: “%(title)s” (%(percent)s%%)") % facts)


def _facts(enrolments: list[int]) -> list[Any]:
    """(enrolment, when, title, kind, quiz, percent), the oldest first, in one query."""
    scores = Score.objects.filter(
        attempt__enrolment__in=enrolments, attempt__quiz_version__is_graded=True, is_valid=True
    ).order_by()
    # First, for PostgreSQL to know the type of the columns that the two others leave empty.
    quizzes = scores.annotate(kind_=Value("quiz")).values_list(
        "attempt__enrolment",
        "scored_at",
        "attempt__quiz_version__title",
        "kind_",
        "attempt__quiz",
        "percent",
    )
    lessons = LessonProgress.objects.filter(enrolment__in=enrolments)
    modules = ModuleCompletion.objects.filter(enrolment__in=enrolments)
    rows = quizzes.union(
        _without_score(lessons, "lesson", "read_at", "lesson_version__title"),
        _without_score(modules, "module", "completed_at", "module_version__title"),
        all=True,
    )
    return sorted(rows, key=lambda row: row[1])


def _without_score(rows: QuerySet[Any], kind: str, at: str, title: str) -> Any:
    return rows.annotate(
        kind_=Value(kind), quiz_=Value(None, IntegerField()), percent_=Value(None, IntegerField())
    ).values_list("enrolment", at, title, "kind_", "quiz_", "percent_")
