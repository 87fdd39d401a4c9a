"""The wording of a document, frozen when it is issued, in the language of the award."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.models import Award
from courses.catalogue.durations import spoken_date, spoken_duration
from courses.person import absolute_url, person_of
from courses.typography import typeset

TEMPLATE_VERSION = "followed-1"


def wording_of(award: Award, *, now: datetime) -> dict[str, Any]:
    """Every word that the document prints: nothing is looked up again afterwards."""
    assert award.completion is not None
    version = award.completion.course_version
    done = award.completion.evidence
    person = person_of(award.enrolment.person)
    with translation.override(award.language):
        return {
            "template": TEMPLATE_VERSION,
            "language": award.language,
            "title": _("Certificate of attendance"),
            "name": person.name,
            "course": version.title,
            "course_version": version.number,
            "lessons": done["lesson_count"],
            "minutes": done["minutes"],
            "duration": spoken_duration(done["minutes"]),
            "achieved_on": spoken_date(award.achieved_on),
            "issued_on": spoken_date(timezone.localdate(now, person.time_zone)),
            "issuer": typeset(settings.CERTIFICATES_ISSUER["name"]),
            "issuer_address": settings.CERTIFICATES_ISSUER.get("address", ""),
            "signatory": typeset(settings.CERTIFICATES_ISSUER["signatory"]),
            "number": award.number,
            "code": award.shown_code,
            "url": absolute_url(award.get_absolute_url()),
            "shown_url": absolute_url(reverse("certificates:verify")).split("://", 1)[1],
        }
