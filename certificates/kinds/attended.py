"""The certificate of presence at an awareness session: hours really signed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.kinds.base import (
    Facts,
    Kind,
    given,
    period,
    signed_hours_missing,
    spoken_hours,
)
from courses.catalogue.models import Course, CourseVersion
from courses.enrolment.models import Enrolment
from courses.hooks import Missing
from courses.learning.formats import format_of


class Attended(Kind):
    """Its format's evidence gives `starts_on` and `ends_on` (ISO dates)."""

    KEY = "attended"
    LABEL = gettext_lazy("certificate of presence (awareness session)")
    FORMATS = frozenset({Course.Format.AWARENESS})

    def missing(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
        return signed_hours_missing(enrolments, _("No presence has been signed yet."))

    def facts(self, enrolment: Enrolment) -> Facts:
        format_ = format_of(enrolment)
        return {**format_.evidence(enrolment), "hours": format_.hours(enrolment)}

    def title(self) -> str:
        return _("Certificate of presence")

    def words(self, facts: Facts, version: CourseVersion, achieved_on: date) -> dict[str, Any]:
        return {
            "given": given(),
            "statement": _("who was present, by their own signature, at the awareness session"),
            "when": _("%(period)s, %(hours)s of signed presence")
            % {"period": period(facts), "hours": spoken_hours(facts)},
            "facts": [],
            "mention": _("This document attests presence; it evaluates nothing."),
        }
