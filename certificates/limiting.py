"""A limit to how often one address may check certificates: whoever draws codes by chance."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

WINDOW = 60
"""Seconds."""
LIMIT = 60
"""Checks that one address may ask for in a window: a class behind one router, not a robot."""

View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """429 beyond the limit. Counted in the cache, which every process must share."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _count(_address(request)) > LIMIT:
            response = render(request, "certificates/too_many.html", status=429)
            response["Retry-After"] = str(WINDOW)
            return response
        return view(request, *args, **kwargs)

    return answer


def _count(address: str) -> int:
    key = f"certificates:checks:{address}"
    if cache.add(key, 1, WINDOW):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the window has just ended
        cache.set(key, 1, WINDOW)
        return 1


def _address(request: HttpRequest) -> str:
    """CERTIFICATES_CLIENT_ADDRESS, a dotted path, tells it behind proxies."""
    path = getattr(settings, "CERTIFICATES_CLIENT_ADDRESS", None)
    return str(import_string(path)(request) if path else request.META.get("REMOTE_ADDR", ""))
