"""The catalogue, and the media of its lessons."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from courses.catalogue.models import Course, Media
from courses.catalogue.outline import outline_of
from courses.catalogue.ranges import OutOfRange, Piece, asked_piece


@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """Every course open to the public."""
    courses = Course.objects.published().select_related("current").shortest_first()
    shown = [(course, outline_of(course.current)) for course in courses]
    return render(request, "courses/catalogue/list.html", {"courses": shown})


@require_safe
def media(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """A file of a lesson, whole or in part: its address names its content, which never changes."""
    kept = get_object_or_404(Media, sha256=sha256, name=name)
    etag = f'"{kept.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _dressed(HttpResponse(status=304), kept, etag)
    try:
        piece = _asked(request, kept, etag)
    except OutOfRange:
        answer = HttpResponse(status=416)
        answer.headers["Content-Range"] = f"bytes */{kept.size}"
        return answer
    response = _file(kept, *(piece or (0, kept.size)))
    if piece:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {piece[0]}-{piece[1] - 1}/{kept.size}"
    return _dressed(response, kept, etag)


def _asked(request: HttpRequest, kept: Media, etag: str) -> tuple[int, int] | None:
    """The piece asked for; the whole when what the browser holds is of another content."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return asked_piece(request.headers.get("Range", ""), kept.size)


def _file(kept: Media, start: int, end: int) -> FileResponse:
    try:
        file = kept.file.open("rb")
    except FileNotFoundError:
        raise Http404(kept.name) from None
    response = FileResponse(Piece(file, start, end), content_type=_content_type(kept))
    response.headers["Content-Length"] = str(end - start)
    return response


def _content_type(kept: Media) -> str:
    """A transcript is read as it is written: no browser has to guess what Markdown is."""
    if kept.media_type == "text/markdown":
        return "text/plain; charset=utf-8"
    return kept.media_type


def _dressed(response: HttpResponseBase, kept: Media, etag: str) -> HttpResponseBase:
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response
