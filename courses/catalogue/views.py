"""The catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.catalogue.models import Course
from courses.catalogue.outline import outline_of


@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """Every course open to the public."""
    courses = Course.objects.published().select_related("current").order_by("slug")
    shown = [(course, outline_of(course.current)) for course in courses]
    return render(request, "courses/catalogue/list.html", {"courses": shown})
