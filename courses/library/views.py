"""Findings, and where they are taught."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from courses.catalogue.models import Course
from courses.catalogue.outline import outline_of
from courses.knowledge.models import Finding


@require_safe
def finding_list(request: HttpRequest) -> HttpResponse:
    """Every finding, by axis."""
    findings = list(Finding.objects.all())
    axes = [(axis, [one for one in findings if one.axis == axis]) for axis in Finding.Axis]
    return render(request, "courses/library/findings.html", {"axes": axes})


@require_safe
def finding_page(request: HttpRequest, code: str) -> HttpResponse:
    """A finding: its quotations and their lines, what completes it, the lessons that teach it."""
    finding = get_object_or_404(
        Finding.objects.prefetch_related("places__statement__source", "complements"),
        code=code.upper(),
    )
    if code != finding.code:
        return redirect("courses:library:finding", finding.code, permanent=True)
    taught = set(finding.lesson_versions.published().values_list("pk", flat=True))
    lessons = [
        (course, lesson)
        for course in Course.objects.published().select_related("current")
        for lesson in outline_of(course.current).lessons
        if lesson.version in taught
    ]
    return render(request, "courses/library/finding.html", {"finding": finding, "lessons": lessons})
