"""Each request in the person's language and time; staff behind a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from mooc.accounts import zones

Handler = Callable[[HttpRequest], HttpResponseBase]


class PersonMiddleware:
    """Language and time zone of whoever is signed in, the site's own for everybody else.

    Costs no query beyond the user's own loading; nothing stays active after the response.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language, zone = settings.LANGUAGE_CODE, zones.zone_of(settings.TIME_ZONE)
        if request.user.is_authenticated:
            language, zone = request.user.language, zones.zone_of(request.user.time_zone)
        with translation.override(language, deactivate=True), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class StaffNeedsMfaMiddleware:
    """In production, who reads other people's data signs in with two factors or sets them up.

    The explanation is on the page they are sent to (mfa/index.html).
    """

    ALLOWED = ("account_", "mfa_", "usersessions_")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.PRODUCTION or not getattr(request.user, "is_staff", False):
            return None
        match = request.resolver_match
        name = (match.url_name if match else "") or ""
        if (match and not match.namespace and name.startswith(self.ALLOWED)) or _has_mfa(request):
            return None
        return redirect("mfa_index")


def _has_mfa(request: HttpRequest) -> bool:
    # Recovery codes alone are no second factor: they are what remains when it is lost.
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists())
