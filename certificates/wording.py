"""The wording of a document, frozen when it is issued, in the language of the award."""

from datetime import UTC, date, datetime
from typing import Any
from unicodedata import normalize

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.kinds import kind_of
from certificates.models import Award
from certificates.papers.choosing import Paper
from courses.catalogue.durations import spoken_date
from courses.catalogue.models import CourseVersion
from courses.person import absolute_url, person_of
from courses.typography import typeset


def wording_of(award: Award, paper: Paper, *, now: datetime) -> dict[str, Any]:
    """Every word that the document prints: nothing is looked up again afterwards."""
    version = course_version_of(award)
    person = person_of(award.enrolment.person)
    expires_on = expiry(award.achieved_on, paper.valid_months)
    with translation.override(award.language):
        words = kind_of(award.kind).words(award.evidence, version, award.achieved_on)
        return {
            **identity(award, paper),
            **words,
            "when": when_until(words["when"], expires_on),
            "title": kind_of(award.kind).title(),
            "name": normalize("NFC", award.corrected_name or person.name),
            "course": version.title,
            "course_version": version.number,
            "achieved_on": award.achieved_on.isoformat(),
            "expires_on": expires_on.isoformat() if expires_on else "",
            "issued_at": now.astimezone(UTC).isoformat(timespec="seconds"),
            **issued_by(paper, timezone.localdate(now, person.time_zone)),
        }


def course_version_of(award: Award) -> CourseVersion:
    """The version that was completed, or the one that was required of who completed none."""
    if award.completion is not None:
        return award.completion.course_version
    return award.enrolment.required_version


def expiry(achieved_on: date, months: int | None) -> date | None:
    """So many months later; the last day of a shorter month."""
    return achieved_on + relativedelta(months=months) if months else None


def issued_by(paper: Paper, issued_on: date) -> dict[str, Any]:
    """Who issues, and when, as printed."""
    issuer = settings.CERTIFICATES_ISSUER
    name, address = typeset(issuer["name"]), issuer.get("address", "")
    return {
        "issuer": name,
        "issuer_line": f"{name}, {address}" if address else name,
        "signatory": typeset(paper.signatory or issuer["signatory"]),
        "issued": pgettext("certificate", "Issued on %(on)s") % {"on": spoken_date(issued_on)},
    }


def identity(award: Award, paper: Paper) -> dict[str, Any]:
    """What tells this document from all others, and how it is checked."""
    url = absolute_url(award.get_absolute_url())
    return {
        "kind": award.kind,
        "template": paper.name,
        "language": award.language,
        "number": award.number,
        "number_line": _("Number %(number)s") % {"number": award.number},
        "code": award.shown_code,
        "url": url,
        "shown_url": absolute_url(reverse("certificates:verify")).split("://", 1)[1],
        "qr_alt": _("QR code leading to %(url)s") % {"url": url},
        "check": _("Check this document:"),
        "seal": _("Sealed electronically: any change to the file shows."),
    }


def when_until(when: str, expires_on: date | None) -> str:
    """When it was achieved and, if it ends, until when it is valid."""
    if expires_on is None:
        return when
    until = _("valid until %(on)s") % {"on": spoken_date(expires_on)}
    return f"{when}, {until}" if when else until
