"""The certificate of an experience path: nine months, stages validated."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.kinds.base import Facts, Kind, given, period
from courses.catalogue.models import Course, CourseVersion


class Experienced(Kind):
    """Its format's evidence gives `stages` (how many were validated), `starts_on`, `ends_on`."""

    KEY = "experienced"
    LABEL = gettext_lazy("certificate of a path (experience path)")
    FORMATS = frozenset({Course.Format.EXPERIENCE})

    def title(self) -> str:
        return _("Certificate of a path")

    def words(self, facts: Facts, version: CourseVersion, achieved_on: date) -> dict[str, Any]:
        count = facts["stages"]
        statement = ngettext(
            "who had %(count)s stage validated, with its deliverable, in the experience path",
            "who had %(count)s stages validated, each with its deliverable, in the experience path",
            count,
        )
        return {
            "given": given(),
            "statement": statement % {"count": count},
            "when": period(facts),
            "facts": [],
            "mention": _(
                "This document attests an accompanied experience in the person’s own"
                " organisation; it is not a qualification."
            ),
        }
