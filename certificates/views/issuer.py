"""Who issues, for people and for machines: profile, keys, status lists."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates.credentials.issuer import did_document, issuer_did, public_profile
from certificates.credentials.models import StatusList
from certificates.keys.models import SigningKey

HOUR = 3600


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """Who issues, which keys sign, how to check without us."""
    keys = SigningKey.objects.all()
    context = {"keys": keys, "did": issuer_did(), "profile": public_profile()}
    return render(request, "certificates/issuer.html", context)


@require_safe
@cache_control(public=True, max_age=HOUR)
def did(request: HttpRequest) -> JsonResponse:
    """The document of our did:web."""
    return _public(did_document(), "application/did+json")


@require_safe
@cache_control(public=True, max_age=HOUR)
def issuer_profile(request: HttpRequest) -> JsonResponse:
    return _public(public_profile(), "application/ld+json")


@require_safe
@cache_control(public=True, max_age=300)
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """A signed list, as a worker left it."""
    found = get_object_or_404(StatusList, number=number)
    if not found.credential:
        raise Http404
    response = HttpResponse(found.credential, content_type="application/vc+ld+json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _public(document: dict[str, Any], content_type: str) -> JsonResponse:
    response = JsonResponse(
        document, content_type=content_type, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    # Verifiers that run in a browser read it from their own site.
    response["Access-Control-Allow-Origin"] = "*"
    return response
