"""Checking a certificate, by its code or by its file, without an account."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certificates.forms import CodeForm, FileForm
from certificates.limiting import limited
from certificates.models import CODE_LENGTH, Award, normalised_code


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Where a code is typed, or a file is given."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verification", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    context = {"form": form, "file_form": FileForm()}
    return render(request, "certificates/verify.html", context, status=status)


@require_safe
@never_cache
@limited
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """What a code says. Unknown and malformed look alike: same page, same status."""
    typed = normalised_code(code)
    found = Award.objects.issued().select_related("replaced_by")
    # One of another length is nobody's: not looked for, and answered alike.
    award = found.filter(code=typed).first() if len(typed) == CODE_LENGTH else None
    response = render(
        request,
        "certificates/verification.html",
        {
            "award": award,
            "verdict": award.verdict_on(timezone.localdate()) if award else "unknown",
            "form": CodeForm(initial={"code": code[:60]}),
            "file_form": FileForm(),
            "code": code[:60],
        },
        status=200 if award else 404,
    )
    return discreet(response)


@csrf_exempt  # nothing is changed, and no cookie is wanted
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited
def verify_file(request: HttpRequest) -> HttpResponse:
    """What a file is. Reads no session, keeps nothing: the file stays in memory."""
    if request.method != "POST":
        return redirect("certificates:verify")  # a page left and found again
    request.user = AnonymousUser()
    form = FileForm.of(request)
    if not form.is_valid():
        wrong = {"form": CodeForm(), "file_form": form}
        return discreet(render(request, "certificates/verify.html", wrong, status=422))
    check = form.check
    context = {
        "check": check,
        "award": check.award,
        "name": check.name,
        "verdict": check.award.verdict_on(timezone.localdate()) if check.award else "",
        "form": CodeForm(),
        "file_form": FileForm(),
    }
    return discreet(render(request, "certificates/verification_file.html", context))


def discreet(response: HttpResponse) -> HttpResponse:
    """Not to be indexed, nor named to the sites that its links lead to."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
