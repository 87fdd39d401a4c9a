"""The home page and the pages that the law asks for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.attendance.keeping import years_kept
from courses.catalogue.models import Course
from courses.knowledge.models import Statement
from courses.learning.resuming import latest_to_resume

# The five formats in the source's own words, from the shortest to the longest.
FORMATS = {
    "A34": Course.Format.AWARENESS,
    "A35": Course.Format.ACADEMIC,
    "A36": Course.Format.MOOC,
    "A37": Course.Format.FORMACTION,
    "A38": Course.Format.EXPERIENCE,
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    courses = list(Course.objects.published().select_related("current").shortest_first())
    context = {
        "formats": _formats(courses),
        "courses": courses,
        "resumed": latest_to_resume(request.user) if request.user.is_authenticated else None,
    }
    return render(request, "mooc/home.html", context)


def _formats(courses: list[Course]) -> list[tuple[Statement, str]]:
    """The source's words for each format, and where it is found here; empty when nowhere."""
    statements = Statement.objects.filter(code__in=FORMATS).select_related("source")
    places = {
        course.format: reverse("courses:learning:course", args=[course.slug])
        for course in reversed(courses)
    } | {Course.Format.ACADEMIC: reverse("courses:library:shelf")}
    return [
        (statement, places.get(FORMATS[statement.code], ""))
        for statement in statements.order_by("code")
    ]


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "mooc/legal.html", {"operator": settings.OPERATOR})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"operator": settings.OPERATOR, "years": years_kept()}
    return render(request, "mooc/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "mooc/accessibility.html", {"operator": settings.OPERATOR})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "mooc/contact.html", {"operator": settings.OPERATOR})


@require_safe
@cache_control(max_age=86_400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Courses and findings may be indexed; what concerns a person may not."""
    closed = ("/administration/", "/compte/", "/attestations/", "/mon-parcours/", "/courriels/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86_400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("mooc/img/favicon.svg"), permanent=False)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). It must expire, and within a year."""
    expires = timezone.now() + timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
