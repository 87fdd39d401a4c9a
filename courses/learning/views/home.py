"""« Mon parcours »: everything of one person, on one page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses import hooks
from courses.enrolment.models import Enrolment, Role
from courses.hooks import Desk, Missing, Panel, Step
from courses.learning.formats import by_format, missing
from courses.learning.standing import Standing, standings


@dataclass
class Followed:
    """A course that the person follows or followed."""

    standing: Standing
    missing: list[Missing]
    panels: list[Panel]
    steps: list[Step]

    @property
    def enrolment(self) -> Enrolment:
        return self.standing.enrolment


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What to do now, what is missing, and what happened."""
    now = timezone.now()
    enrolments = list(
        Enrolment.objects.with_course()
        .select_related("person", "position", "completion")
        .filter(person=request.user)
        .annotate(has_role=Exists(Role.objects.filter(person=OuterRef("person"))))
        .order_by("-enrolled_at")
    )
    followed = _followed(enrolments, now)
    return render(
        request,
        "courses/learning/home.html",
        {
            "desks": _desks(request.user, enrolments),
            "followed": followed,
            "todo": _todo(followed),
            "timeline": sorted(
                (step for one in followed for step in one.steps),
                key=lambda step: step.at,
                reverse=True,
            ),
        },
    )


def _desks(user: Any, enrolments: list[Any]) -> list[Desk]:
    """What else than learning this person may do here; it costs learners no query."""
    has_role = getattr(user, "is_staff", False) or (
        enrolments[0].has_role if enrolments else Role.objects.filter(person=user).exists()
    )
    return [desk for offer in hooks.desks for desk in offer(user)] if has_role else []


def _followed(enrolments: list[Enrolment], now: datetime) -> list[Followed]:
    steps = {
        pk: one
        for format_, group in by_format(enrolments).items()
        for pk, one in format_.steps(group, now).items()
    }
    lacking = missing(enrolments, now)
    found = {
        pk: Followed(standing, lacking.get(pk, []), [], steps.get(pk, []))
        for pk, standing in standings(enrolments).items()
    }
    for contributor in hooks.contributors:
        for pk, more in contributor.missing(enrolments, now).items():
            found[pk].missing += more
        for pk, panels in contributor.panels(enrolments).items():
            found[pk].panels += panels
        for pk, more_steps in contributor.steps(enrolments, now).items():
            found[pk].steps += more_steps
    return list(found.values())


def _todo(followed: list[Followed]) -> list[Followed]:
    """At most three courses to go on with."""
    return [one for one in followed if one.missing and one.enrolment.ended_at is None][:3]
