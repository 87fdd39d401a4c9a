"""A citation to copy from its page, or to take away as a file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from courses.knowledge.models import Finding, Notice
from courses.library.bibliography import Entry, as_bibtex, as_ris, as_text
from courses.library.coded import at_code
from courses.library.entries import entry_of_finding, entry_of_notice


@dataclass(frozen=True)
class Form:
    """A form that a citation takes."""

    name: str | Promise
    write: Callable[[Entry], str]
    media_type: str
    between: str = ""
    """What separates two records of a file."""


FORMS = {
    "txt": Form(_("Text"), as_text, "text/plain", "\n\n"),
    "bib": Form("BibTeX", as_bibtex, "application/x-bibtex", "\n"),
    "ris": Form("RIS", as_ris, "application/x-research-info-systems"),
}
"""By the end of a file's name, in the order of a page."""


@dataclass(frozen=True)
class Citation:
    """A citation in one form, as its page shows it."""

    form: Form
    suffix: str
    text: str
    url: str
    """Where it can be downloaded."""


def citations_of(entry: Entry, page: str, **named: str) -> list[Citation]:
    """This entry in every form; `page` and `named` are those of the download."""
    return [
        Citation(form, suffix, form.write(entry), reverse(page, kwargs={**named, "suffix": suffix}))
        for suffix, form in FORMS.items()
    ]


@at_code(
    "courses:library:finding_citation",
    lambda: Finding.objects.prefetch_related("places__statement__source"),
)
def finding_citation(request: HttpRequest, finding: Finding, suffix: str) -> HttpResponse:
    return _file([entry_of_finding(finding)], suffix, finding.code)


@require_safe
def notice_citation(request: HttpRequest, key: str, suffix: str) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.select_related("source"), key=key)
    return _file([entry_of_notice(notice)], suffix, notice.key)


@require_safe
def shelf_citations(request: HttpRequest, suffix: str) -> HttpResponse:
    """Every notice of the shelf in one file."""
    notices = Notice.objects.select_related("source")
    return _file(map(entry_of_notice, notices), suffix, "rayon-academique")


def _file(entries: Iterable[Entry], suffix: str, name: str) -> HttpResponse:
    if (form := FORMS.get(suffix)) is None:
        raise Http404
    text = form.between.join(form.write(one) for one in entries)
    # A sentence has no end of line; a file has one.
    text = text if text.endswith("\n") else f"{text}\n"
    response = HttpResponse(text, content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
