"""Checking a certificate, following its making, downloading it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.forms import CodeForm
from certificates.models import Award, normalised_code
from certificates.storing import document_storage


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verification", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return render(request, "certificates/verify.html", {"form": form}, status=status)


@require_safe
@never_cache
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """What a code says: valid, replaced, revoked, or unknown. Unknown and malformed look alike."""
    award = (
        Award.objects.issued()
        .select_related("replaced_by")
        .filter(code=normalised_code(code)[:26])
        .first()
    )
    response = render(
        request,
        "certificates/verification.html",
        {"award": award, "verdict": _verdict(award), "form": CodeForm()},
        status=200 if award else 404,
    )
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _verdict(award: Award | None) -> str:
    if award is None:
        return "unknown"
    if award.revoked_at is not None:
        return "revoked"
    return "replaced" if award.replaced_at is not None else "valid"


def _mine(request: HttpRequest, uuid: UUID) -> Award:
    award: Award = get_object_or_404(
        Award.objects.select_related("enrolment__course__current"),
        uuid=uuid,
        enrolment__person=request.user,
    )
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
    award = _mine(request, uuid)
    if not award.is_issued or not award.file or award.revoked_at or award.replaced_at:
        raise Http404
    name = slugify(f"{award.claims['title']} {award.claims['course']} {award.claims['name']}")
    response = FileResponse(
        document_storage().open(award.file),
        as_attachment=True,
        filename=f"{name}.pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    return response
