"""What a POST alone changes: where a GET of its address leads, and what is given back typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def by_post(back: str, *, typed: str = "") -> Callable[[View], View]:
    """A GET goes `back`: signing in, or a reload, asks for the address without what was sent.

    Who is signed out and typed something is shown it again, to copy (`typed`: the page's part
    that says what became of it).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def posted(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
            page = resolve_url(f"courses:learning:{back}", course, lesson)
            if request.method != "POST":
                return redirect(page)
            is_htmx = bool(request.headers.get("HX-Request"))
            if typed and not is_htmx and not request.user.is_authenticated:
                return _signed_out(request, page, typed)
            return view(request, course, lesson)

        return posted

    return decorate


def _signed_out(request: HttpRequest, page: str, typed: str) -> HttpResponse:
    context: dict[str, Any] = {
        "typed": typed,
        "text": request.POST.get("text", "") if typed == "journal" else "",
        "sign_in": redirect_to_login(f"{page}#carnet" if typed == "journal" else page).url,
    }
    # 403 rather than 401: the session has no challenge to name.
    return render(request, "courses/learning/signed_out.html", context, status=403)
