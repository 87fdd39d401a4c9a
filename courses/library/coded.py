"""Pages of what a code names: /resultats/R17/, /enonces/A55/, /references/B25/, /lectures/C04/."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

M = TypeVar("M", bound=Model)


def at_code(
    page: str, rows: Callable[[], QuerySet[M]]
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give the view the row of its address; a code in other letters leads to its own page."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @require_safe
        def found(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            row: Any = get_object_or_404(rows(), code__iexact=code)
            if code != row.code:
                return redirect(reverse(page, kwargs={**kwargs, "code": row.code}), permanent=True)
            return view(request, row, **kwargs)

        return found

    return decorate
