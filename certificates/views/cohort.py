"""The certificates of a cohort: who may have one, issuing them, following it, taking them away."""

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.access import awardable_cohorts, may_award_somewhere
from certificates.archiving import zip_of
from certificates.cohorts import awards_of, cohort_lines, people_of, progress_of, tables
from certificates.granting import grant_all, put_back_to_work
from certificates.kinds import Kind, kinds_of
from certificates.models import Award
from certificates.previewing import preview_of
from courses.enrolment.models import Cohort
from courses.printing import PrintingProblem

PER_PAGE = 500
"""People on a page, so that a whole cohort is issued in one go: fewer fields than Django takes."""

logger = logging.getLogger(__name__)


@login_required
@require_safe
def cohort_list(request: HttpRequest) -> HttpResponse:
    """The cohorts whose certificates one may give."""
    if not may_award_somewhere(request.user):
        raise Http404
    lines = cohort_lines(request.user)
    waiting = sum(line.requests for line in lines)
    context = {"lines": lines, "waiting": waiting}
    return render(request, "certificates/cohorts.html", context)


@login_required
@require_safe
@never_cache
def cohort_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where everybody stands, for each kind of document.

    `cocher`: "none" unticks those to serve, "issued" ticks what can be replaced; no script does.
    """
    cohort = find_cohort(request, uuid)
    page = Paginator(people_of(cohort), PER_PAGE).get_page(request.GET.get("page"))
    shown = tables(cohort, list(page.object_list), by=request.user, now=timezone.now())
    context = {
        "cohort": cohort,
        "page": page,
        "ticked": request.GET.get("cocher", ""),
        "tables": shown,
        "has_issued": any(table.progress.issued for table in shown),
    }
    return render(request, "certificates/cohort.html", context)


@login_required
@require_POST
def issue(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Issue to those who are ticked; again, it adds nothing."""
    cohort = find_cohort(request, uuid)
    chosen = people_of(cohort).filter(uuid__in=uuids_of(request.POST.getlist("person")))
    if not chosen:
        messages.warning(request, _("Tick at least one person."))
        return back_to(cohort)
    found = _kind(cohort, kind)
    made = grant_all(list(chosen), found, now=timezone.now(), by=request.user)
    if made:
        told = ngettext(
            "%(count)s certificate is being made.",
            "%(count)s certificates are being made.",
            len(made),
        )
        messages.success(request, told % {"count": len(made)})
    else:
        messages.info(request, _("Nothing to add: nobody ticked is still to have one."))
    return back_to(cohort, found)


@login_required
@require_POST
def retry(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Have one that failed or is blocked tried again, or all of them."""
    cohort = find_cohort(request, uuid)
    found = _kind(cohort, kind)
    waiting = awards_of(cohort, found).filter(state__in=[Award.State.FAILED, Award.State.BLOCKED])
    if "award" in request.POST:
        waiting = waiting.filter(uuid__in=uuids_of(request.POST.getlist("award")))
    count = put_back_to_work(waiting, now=timezone.now())
    told = ngettext("%(count)s is tried again.", "%(count)s are tried again.", count)
    messages.info(request, told % {"count": count})
    return back_to(cohort, found)


@require_safe
@never_cache
def progress(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """How issuing goes: the fragment that the page asks again."""
    if not request.user.is_authenticated:
        # htmx would put the sign-in page in its place; this tells it to stop asking.
        return HttpResponse(status=286 if request.headers.get("HX-Request") else 401)
    cohort = find_cohort(request, uuid)
    context = {"progress": progress_of(cohort, _kind(cohort, kind))}
    return render(request, "certificates/_cohort_progress.html", context)


@login_required
@require_safe
def preview(request: HttpRequest, uuid: UUID, kind: str, enrolment: UUID) -> HttpResponse:
    """What one person would get, as a PDF kept nowhere."""
    cohort = find_cohort(request, uuid)
    found = _kind(cohort, kind)
    person = get_object_or_404(people_of(cohort), uuid=enrolment)
    try:
        pdf = preview_of(person, found, now=timezone.now())
    except (ValidationError, PrintingProblem) as problem:
        logger.info("preview refused", extra={"enrolment": str(enrolment)})
        told = problem.messages[0] if isinstance(problem, ValidationError) else str(problem)
        messages.error(request, told)
        return back_to(cohort, found)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(_("PREVIEW"))}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def archive(request: HttpRequest, uuid: UUID) -> StreamingHttpResponse:
    """Every document of the cohort that stands, in one file."""
    cohort = find_cohort(request, uuid)
    standing = Award.objects.standing().issued().exclude(file="")
    found = standing.filter(enrolment__cohort=cohort).select_related("enrolment__course")
    awards = list(found.order_by("number"))
    if not awards:
        raise Http404
    response = StreamingHttpResponse(
        zip_of(awards, now=timezone.now()), content_type="application/zip"
    )
    name = slugify(f"attestations {cohort.course.slug} {cohort.name}")[:150]
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def find_cohort(request: HttpRequest, uuid: UUID) -> Cohort:
    """404 alike for one that does not exist and for one that is somebody else's."""
    found = awardable_cohorts(request.user).select_related("course__current")
    cohort: Cohort = get_object_or_404(found, uuid=uuid)
    return cohort


def back_to(cohort: Cohort, kind: Kind | None = None) -> HttpResponse:
    page = reverse("certificates:cohort", args=[cohort.uuid])
    return redirect(f"{page}#{kind.KEY}" if kind else page)


def uuids_of(texts: Iterable[str]) -> list[UUID]:
    """Those that are well written: a page of ours sends no other."""
    found: list[Any] = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _kind(cohort: Cohort, key: str) -> Kind:
    found = {kind.KEY: kind for kind in kinds_of(cohort.course.format)}
    if key not in found:
        raise Http404
    return found[key]
