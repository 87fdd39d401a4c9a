"""The page of a course, and enrolling in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.catalogue.models import Course
from courses.catalogue.outline import outline_of
from courses.enrolment.access import may_preview
from courses.enrolment.enrolling import enrol, leave
from courses.knowledge.models import Finding
from courses.learning.plan import plan
from courses.learning.programme import programme_of, required_modules
from courses.learning.standing import standing_of
from courses.learning.views.place import enrolment_of, preview_of


@require_safe
def course_page(request: HttpRequest, course: str) -> HttpResponse:
    """What the course is; for who follows it, how far they are."""
    found = get_object_or_404(
        Course.objects.filter(current__isnull=False).select_related("current"), slug=course
    )
    enrolment = enrolment_of(request.user, course) if request.user.is_authenticated else None
    if found.withdrawn_at is not None and enrolment is None:
        raise Http404
    if not found.is_self_paced:
        return _programme(request, found)
    outline = outline_of(found.current)
    versions = [lesson.version for lesson in outline.lessons]
    left_at = enrolment.ended_at if enrolment else None
    standing = standing_of(enrolment) if enrolment and left_at is None else None
    return render(
        request,
        "courses/learning/course.html",
        {
            "course": found,
            "version": found.current,
            "outline": outline,
            "findings": Finding.objects.filter(lesson_versions__in=versions).distinct(),
            "standing": standing,
            "plan": plan(standing or preview_of(found)),
            "left_at": left_at,
            "may_preview": standing is None
            and (left_at is not None or may_preview(request.user, found)),
        },
    )


def _programme(request: HttpRequest, course: Course) -> HttpResponse:
    """What an accompanied course will be: its stages, its deliverables, what follows it."""
    version = course.current
    assert version is not None, "only what was published has a page"
    lessons = [lesson.version for lesson in outline_of(version).lessons]
    return render(
        request,
        "courses/learning/programme.html",
        {
            "course": course,
            "version": version,
            "programme": version.programme,
            "groups": programme_of(version),
            "required": required_modules(version),
            "findings": Finding.objects.filter(lesson_versions__in=lessons).distinct(),
            "may_preview": may_preview(request.user, course),
        },
    )


@login_required
def enrol_in(request: HttpRequest, course: str) -> HttpResponse:
    """Enrol, and go to the first lesson. A GET (after signing in) goes back to the course."""
    if request.method != "POST":
        return redirect("courses:learning:course", course)
    found = get_object_or_404(Course.objects.published().select_related("current"), slug=course)
    try:
        enrolment = enrol(found, by=request.user, now=timezone.now())
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect("courses:catalogue:list")
    place = standing_of(enrolment).next_place
    messages.success(request, _("You are enrolled. Good reading!"))
    if place is None:
        return redirect("courses:learning:course", course)
    return redirect("courses:learning:lesson", course, place.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_course(request: HttpRequest, course: str) -> HttpResponse:
    """Leave, once one has read what that means."""
    enrolment = enrolment_of(request.user, course)
    if enrolment is None or enrolment.ended_at is not None:
        return redirect("courses:learning:course", course)
    if request.method == "POST":
        leave(enrolment, now=timezone.now())
        messages.success(request, _("You have left this course."))
        return redirect("courses:learning:home")
    context = {"course": enrolment.course, "standing": standing_of(enrolment)}
    return render(request, "courses/learning/leave.html", context)
