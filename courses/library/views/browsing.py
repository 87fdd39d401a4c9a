"""Looking for something in the resource centre, and the prisms crossed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.library.forms import KINDS, BrowseForm, MatrixForm
from courses.library.matrix import cross, picture_of
from courses.library.searching import PAGE, Search


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Findings, lessons, references and notices: by words, by filters, or all of them."""
    form = BrowseForm(request.GET)
    search = Search(form.cleaned_data.get("q", ""), form.cleaned_data.get("type", ""), form.facets)
    page = Paginator(search.found(), PAGE).get_page(request.GET.get("page"))
    counts = search.counts()
    context = {
        "form": form,
        "search": search,
        "page": page,
        "results": search.results(list(page)),
        "kinds": [(kind, label, counts.get(kind, 0)) for kind, label in KINDS],
        "total": sum(counts.values()),
        "query": request.GET,
        "opens_lessons": request.user.is_authenticated,
    }
    return render(request, "courses/library/browse.html", context)


@require_safe
def matrix_page(request: HttpRequest) -> HttpResponse:
    """Two prisms crossed, as a picture and as a table."""
    form = MatrixForm(request.GET.dict())
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        rows, columns = form.cleaned_data["lignes"], form.cleaned_data["colonnes"]
        matrix = cross(rows, columns, values=form.values, only=form.only)
        context |= {
            "matrix": matrix,
            "picture": picture_of(matrix),
            "links": form.links(),
            "labels": form.labels(),
        }
    status = 200 if form.is_valid() else 422
    return render(request, "courses/library/matrix.html", context, status=status)
