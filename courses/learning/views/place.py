"""Where a person is: the lesson of a course they may open, found for every page below it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from courses.catalogue.models import Course
from courses.catalogue.outline import LessonPlace, ModulePlace, outline_of
from courses.enrolment.access import may_preview
from courses.enrolment.models import Enrolment
from courses.learning.standing import Standing, standing_of

P = ParamSpec("P")


@dataclass
class Here:
    """A lesson as this person sees it; `enrolment` is None for who only previews."""

    course: Course
    module: ModulePlace
    place: LessonPlace
    enrolment: Enrolment | None

    @cached_property
    def standing(self) -> Standing:
        """Read when first asked for: a position or an answer is kept without it."""
        return standing_of(self.enrolment) if self.enrolment else preview_of(self.course)


def enrolment_of(person: Any, course: str) -> Enrolment | None:
    """The person's enrolment in this course: the open one, else the last."""
    found: Enrolment | None = (
        Enrolment.objects.with_course()
        .select_related("position")
        .filter(person=person, course__slug=course, course__current__isnull=False)
        # Said outright: engines do not agree on where an empty date sorts.
        .order_by(F("ended_at").desc(nulls_first=True))
        .first()
    )
    return found


def at_lesson(
    *, preview: bool, past: bool = False
) -> Callable[
    [Callable[Concatenate[HttpRequest, Here, P], HttpResponse]], Callable[..., HttpResponse]
]:
    """Give the view the lesson of its URL; who is not enrolled is led to the course's page.

    With `preview`, trainers and staff pass without being enrolled; so does who has left, to read
    again: nothing more is recorded. With `past`, they find again what they did.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Here, P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        @_tells_htmx_apart
        @login_required
        def found(
            request: HttpRequest, course: str, lesson: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            enrolment = enrolment_of(request.user, course)
            opened = enrolment.course if enrolment else _previewed(request, course, preview)
            if enrolment and enrolment.ended_at and not past:
                opened, enrolment = opened if preview else None, None
            if opened is None:
                messages.info(request, _("Enrol to open the lessons of this course."))
                return redirect("courses:learning:course", course)
            assert opened.current is not None, "nobody opens what was never published"
            where = outline_of(opened.current).find(lesson)
            if where is None:
                raise Http404
            return view(request, Here(opened, *where, enrolment), *args, **kwargs)

        return found

    return decorate


def _tells_htmx_apart(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed out in another tab: htmx must not put the sign-in page inside this one."""

    @wraps(view)
    def refused(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("HX-Request") and not request.user.is_authenticated:
            return HttpResponse(status=401)
        return view(request, *args, **kwargs)

    return refused


def preview_of(course: Course) -> Standing:
    """The course as somebody who has read nothing of it would see it."""
    return Standing(Enrolment(course=course, required_version=course.current))


def _previewed(request: HttpRequest, slug: str, allowed: bool) -> Course | None:
    course: Course = get_object_or_404(
        Course.objects.filter(current__isnull=False).select_related("current"), slug=slug
    )
    if allowed and may_preview(request.user, course):
        return course
    if course.withdrawn_at is not None:
        raise Http404
    return None
