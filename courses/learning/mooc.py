"""The online course: completed when its required lessons are read and questionnaires passed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.catalogue.outline import LessonPlace
from courses.enrolment.models import Enrolment
from courses.hooks import Missing, Step
from courses.learning.history import steps_taken
from courses.learning.models import LessonProgress
from courses.learning.standing import Standing, standing_of, standings
from courses.versioning import content_hash


class Mooc:
    """The contract of a format, for an online course."""

    RULE = "mooc-1"

    def missing(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
        return {pk: _missing(standing) for pk, standing in standings(enrolments).items()}

    def steps(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Step]]:
        found: dict[int, list[Step]] = {
            enrolment.pk: [Step(enrolment.enrolled_at, _("Enrolment"))] for enrolment in enrolments
        }
        for pk, step in steps_taken(enrolments):
            found[pk].append(step)
        return found

    def hours(self, enrolment: Enrolment) -> float:
        """The planned duration of what was required, in hours."""
        return sum(place.minutes for place in standing_of(enrolment).required) / 60

    def evidence(self, enrolment: Enrolment) -> dict[str, Any]:
        """SHA-256 of the lessons read and of the best scores that counted; how many, how long."""
        standing = standing_of(enrolment)
        wanted = {place.lesson for place in standing.required}
        read = [
            [str(uuid), str(version), read_at.isoformat()]
            for uuid, version, read_at in LessonProgress.objects.filter(
                enrolment=enrolment, lesson__in=wanted
            )
            .order_by("lesson__uuid")
            .values_list("lesson__uuid", "lesson_version__number", "read_at")
        ]
        scores = sorted(
            [place.slug, standing.best[place.quiz]]
            for place in standing.required
            if place.quiz in standing.best
        )
        return {
            "lessons": content_hash(read),
            "scores": content_hash(scores),
            "lesson_count": len(standing.required),
            "minutes": sum(place.minutes for place in standing.required),
        }


def _missing(standing: Standing) -> list[Missing]:
    if not standing.required:
        # Nothing to do is not everything done: this completes nothing.
        return [Missing(_("Nothing that was required when you enrolled is left in this course."))]
    return [_missing_of(standing, place) for place in standing.remaining]


def _missing_of(standing: Standing, place: LessonPlace) -> Missing:
    """One sentence a lesson: to read, to pass, or both."""
    slug = standing.enrolment.course.slug
    if standing.is_read(place):
        return Missing(
            _quiz_sentence(standing, place),
            reverse("courses:learning:quiz", args=[slug, place.slug]),
        )
    facts = {"title": place.title, "threshold": standing.threshold}
    if standing.has_quiz_to_pass(place) and not standing.has_passed(place):
        sentence = _("Read the lesson “%(title)s” and reach %(threshold)s%% at its questionnaire.")
    else:
        sentence = _("Read the lesson “%(title)s”.")
    return Missing(sentence % facts, reverse("courses:learning:lesson", args=[slug, place.slug]))


def _quiz_sentence(standing: Standing, place: LessonPlace) -> str:
    facts = {"title": place.title, "threshold": standing.threshold}
    best = standing.best.get(place.quiz or 0)
    if best is None:
        return _("Reach %(threshold)s%% at the questionnaire of “%(title)s”.") % facts
    return _(
        "Reach %(threshold)s%% at the questionnaire of “%(title)s” (your best score: %(best)s%%)."
    ) % {**facts, "best": best}
