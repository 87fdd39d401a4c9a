"""The academic shelf: notices and addresses, never a file of somebody else's."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from courses.knowledge.models import Finding, Notice, Statement
from courses.library.addresses import addresses_of
from courses.library.entries import entry_of_notice
from courses.library.mentions import known_codes
from courses.library.neighbours import neighbours_of
from courses.library.views.downloads import citations_of
from courses.person import absolute_url

FORMAT = "A35"
"""The source's own words for this format: « Des contenus académiques »."""


@require_safe
def shelf_page(request: HttpRequest) -> HttpResponse:
    """Every notice, in its order."""
    notices = list(Notice.objects.prefetch_related("references", "findings"))
    addresses = addresses_of(one.url for one in notices)
    return render(
        request,
        "courses/library/shelf.html",
        {
            "canonical": absolute_url(request.path),
            "notices": [(one, addresses.get(one.url)) for one in notices],
            "known": known_codes(*(text for one in notices for text in (one.says, one.rights))),
            "format": Statement.objects.filter(code=FORMAT).select_related("source").first(),
        },
    )


@require_safe
def notice_page(request: HttpRequest, key: str) -> HttpResponse:
    """A document: what is known of it, where it is, what of ours it is linked with."""
    notice = get_object_or_404(
        Notice.objects.select_related("source").prefetch_related(
            "references", "findings", "values"
        ),
        key=key,
    )
    doi = f"https://doi.org/{notice.doi}" if notice.doi else ""
    return render(
        request,
        "courses/library/notice.html",
        {
            "canonical": absolute_url(request.path),
            "notice": notice,
            "known": known_codes(notice.says, notice.rights, "C06"),
            "addresses": addresses_of([notice.url, doi]).values(),
            "findings": _findings_of(notice),
            "citations": citations_of(
                entry_of_notice(notice), "courses:library:notice_citation", key=notice.key
            ),
            "neighbours": neighbours_of(notice, Notice.objects.only("key", "title", "position")),
        },
    )


def _findings_of(notice: Notice) -> QuerySet[Finding]:
    """Those drawn from it when it is a source, else those that it completes."""
    if notice.source_id:
        return Finding.objects.filter(statements__source=notice.source_id).distinct()
    return notice.findings.all()
