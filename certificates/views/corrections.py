"""Answering who asks for a correction; replacing and revoking, after a second thought."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.access import may_award_somewhere, may_decide
from certificates.cohorts import waiting_requests
from certificates.correcting import decide_correction
from certificates.forms import CorrectionForm, DecisionForm, ReplacementForm, RevocationForm
from certificates.models import Award, CorrectionRequest
from certificates.replacing import replace_award
from certificates.revoking import revoke_award
from certificates.views.cohort import back_to, find_cohort, uuids_of

Act = Callable[..., object]
ACCEPT = "accept"


@login_required
@require_safe
@never_cache
def request_list(request: HttpRequest) -> HttpResponse:
    """The requests that wait for one's answer."""
    if not may_award_somewhere(request.user):
        raise Http404
    waiting = waiting_requests(request.user).select_related(
        "award__enrolment__course__current", "award__enrolment__cohort"
    )
    return render(request, "certificates/corrections.html", {"waiting": waiting})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def request_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is asked, beside what the document says; and the answer."""
    asked: CorrectionRequest = get_object_or_404(
        CorrectionRequest.objects.select_related("award__enrolment__course__current", "decided_by"),
        uuid=uuid,
    )
    if not may_decide(request.user, asked.award):
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, asked, form.cleaned_data["answer"])
        except ValidationError as problem:
            form.add_error(None, problem)
            asked.refresh_from_db()
        else:
            return redirect("certificates:corrections")
    status = 422 if form.is_bound else 200
    languages = dict(CorrectionForm.base_fields["language"].choices)  # type: ignore[attr-defined]
    context = {
        "asked": asked,
        "award": asked.award,
        "form": form,
        "said_in": languages.get(asked.award.language, asked.award.language),
        "asked_in": languages.get(asked.language, asked.language),
    }
    return render(request, "certificates/correction_request.html", context, status=status)


def _decide(request: HttpRequest, asked: CorrectionRequest, answer: str) -> None:
    is_accepted = request.POST.get("decision") == ACCEPT
    decide_correction(
        asked, by=request.user, is_accepted=is_accepted, answer=answer, now=timezone.now()
    )
    if is_accepted:
        messages.success(
            request, _("Accepted: the new certificate is being made, and an e-mail will say so.")
        )
    else:
        messages.success(request, _("Refused: your answer is sent by e-mail."))


@login_required
@require_POST
def replace(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make anew the documents that were ticked, once confirmed with a reason."""
    return _withdraw(request, uuid, ReplacementForm, replace_award, "cohort_replace")


@login_required
@require_POST
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Revoke the documents that were ticked, once confirmed with a reason."""
    return _withdraw(request, uuid, RevocationForm, revoke_award, "cohort_revoke")


def _withdraw(
    request: HttpRequest, uuid: UUID, form_class: type[forms.Form], act: Act, page: str
) -> HttpResponse:
    """Show what is about to happen and ask why; then do it, each on its own."""
    cohort = find_cohort(request, uuid)
    chosen = (
        Award.objects.issued()
        .standing()
        .filter(enrolment__cohort=cohort, uuid__in=uuids_of(request.POST.getlist("award")))
    )
    awards = list(chosen.select_related("enrolment").order_by("number"))
    if not awards:
        messages.warning(request, _("Tick at least one certificate that counts."))
        return back_to(cohort)
    form = form_class(request.POST if "because" in request.POST else None)
    if form.is_bound and form.is_valid():
        _each(request, awards, act, form.cleaned_data)
        return back_to(cohort)
    context = {"cohort": cohort, "awards": awards, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, f"certificates/{page}.html", context, status=status)


def _each(request: HttpRequest, awards: list[Award], act: Act, why: dict[str, Any]) -> None:
    """One that cannot be withdrawn stops no other, and says why."""
    done = 0
    for award in awards:
        try:
            act(award, by=request.user, now=timezone.now(), **why)
        except ValidationError as problem:
            messages.error(request, f"{award.number} – {problem.messages[0]}")
        else:
            done += 1
    if done:
        told = ngettext("Done for %(count)s certificate.", "Done for %(count)s certificates.", done)
        messages.success(request, told % {"count": done})
