"""The profile, the state of one's security, and one's data."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mooc import my_data
from mooc.accounts.forms import EraseForm, ProfileForm
from mooc.accounts.models import User
from mooc.accounts.reading import readable
from mooc.accounts.security import security_of


@login_required
@require_http_methods(["GET", "POST"])
def edit_profile(request: HttpRequest) -> HttpResponse:
    # A copy: a refused form must not change the name shown in the header.
    user = User.objects.get(pk=_me(request).pk)
    form = ProfileForm(request.POST or None, instance=user)
    if form.is_valid():
        form.save()
        with translation.override(user.language):
            messages.success(request, _("Your profile has been saved."))
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form})


@never_cache
@login_required
@require_GET
def show_security(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "accounts/security.html",
        {
            "security": security_of(_me(request)),
            "has_providers": bool(settings.SOCIALACCOUNT_PROVIDERS),
        },
    )


@never_cache
@login_required
@require_GET
def show_my_data(request: HttpRequest) -> HttpResponse:
    context = {"sections": readable(my_data.export_data(_me(request)))}
    return render(request, "accounts/my_data.html", context)


@never_cache
@login_required
@require_GET
def download_my_data(request: HttpRequest) -> HttpResponse:
    name = _("my-data-%(date)s.json") % {"date": f"{timezone.localdate():%Y-%m-%d}"}
    return JsonResponse(
        my_data.export_data(_me(request)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def erase_my_data(request: HttpRequest) -> HttpResponse:
    user = _me(request)
    form = EraseForm(request.POST or None)
    if form.is_valid():
        my_data.erase_user(user, now=timezone.now())
        logout(request)
        messages.success(request, _("Your account and your data have been erased."))
        return redirect("home")
    context: dict[str, Any] = {"form": form, "kept": my_data.kept_data(user)}
    return render(request, "accounts/erase.html", context)


def _me(request: HttpRequest) -> User:
    # Behind login_required: request.user is one of ours.
    assert isinstance(request.user, User)
    return request.user
