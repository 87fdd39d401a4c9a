"""One's own certificate: following its making, downloading it, asking for a correction."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.carried import carried_credential
from certificates.correcting import ask_correction
from certificates.forms import CorrectionForm
from certificates.models import Award
from certificates.storing import document_storage, read


def _mine(request: HttpRequest, uuid: UUID) -> Award:
    award: Award = get_object_or_404(
        Award.objects.select_related("enrolment__course__current"),
        uuid=uuid,
        enrolment__person=request.user,
    )
    return award


def _current(request: HttpRequest, uuid: UUID) -> Award:
    """One's own, issued and still the one that counts; 404 otherwise."""
    award = _mine(request, uuid)
    if not award.is_issued or not award.file or award.is_withdrawn:
        raise Http404
    return award


@require_safe
@never_cache
def award_state(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How the making of one's certificate goes: the fragment that the page asks again."""
    if not request.user.is_authenticated:
        # htmx would put the sign-in page in place of the award; this tells it to stop asking.
        return HttpResponse(status=286 if request.headers.get("HX-Request") else 401)
    return render(request, "certificates/_award.html", {"panel": {"award": _mine(request, uuid)}})


@login_required
@require_safe
def download(request: HttpRequest, uuid: UUID) -> FileResponse:
    """The PDF of one's certificate, the very bytes that were issued."""
    award = _current(request, uuid)
    response = FileResponse(
        document_storage().open(award.file),
        as_attachment=True,
        filename=f"{award.file_stem}.pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def credential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The machine-readable form of one's certificate, as its PDF carries it."""
    award = _current(request, uuid)
    if not award.is_credential:
        raise Http404
    response = HttpResponse(
        carried_credential(read(award.file)), content_type="application/vc+ld+json"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{award.file_stem}.json")
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask that a certificate be written otherwise; somebody else decides."""
    award = _current(request, uuid)
    form = CorrectionForm(
        request.POST or None,
        initial={"name": award.claims["name"], "language": award.language},
    )
    waiting = award.correction_requests.filter(decided_at=None).first()
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(award, **form.cleaned_data, now=timezone.now())
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Your request has been sent: you will have an answer."))
            return redirect("courses:learning:home")
    status = 422 if form.is_bound else 200
    context = {"award": award, "form": form, "waiting": waiting}
    return render(request, "certificates/correction.html", context, status=status)
