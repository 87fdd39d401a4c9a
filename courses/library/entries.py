"""What is cited of us: a finding, and a notice of the shelf."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.knowledge.models import Finding, Notice, Statement
from courses.library.bibliography import Entry
from courses.person import absolute_url


def entry_of_finding(finding: Finding) -> Entry:
    """The lines of the source, and the page that quotes them.

    The places of `finding` are loaded. A finding that quotes several sources cites its first.
    """
    statements = [place.statement for place in finding.places.all()]
    source = statements[0].source
    quoted = [one for one in statements if one.source_id == source.pk]
    part = _("Finding %(code)s, “%(title)s”") % {"code": finding.code, "title": finding.title}
    return Entry(
        key=f"{source.slug}-{finding.code}",
        title=source.title,
        url=absolute_url(reverse("courses:library:finding", args=[finding.code])),
        authors=(source.publisher,),
        issued=source.published_on.isoformat(),
        place=_lines(quoted),
        part=part,
        language="fr",
        ris_type="SLIDE",
    )


def entry_of_notice(notice: Notice) -> Entry:
    """The document itself, where it is; nothing that its notice does not know."""
    return Entry(
        key=notice.key,
        title=notice.title,
        url=notice.url,
        authors=tuple(notice.authors) or _publisher_of_source(notice),
        publisher=notice.publisher,
        issued=notice.issued,
        kind=notice.kind,
        doi=notice.doi,
    )


def _publisher_of_source(notice: Notice) -> tuple[str, ...]:
    """Le RAMEAU signs its own document: findings cite it so."""
    return (notice.source.publisher,) if notice.source else ()


def _lines(statements: Iterable[Statement]) -> str:
    """« ligne 141 », « lignes 26, 44-45 »: in the order of the document, each once."""
    places = sorted({(one.first_line, one.last_line) for one in statements})
    count = sum(last - first + 1 for first, last in places)
    written = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in places)
    return ngettext("line %(lines)s", "lines %(lines)s", count) % {"lines": written}
