"""The end-of-training certificate: aims, nature, duration, result of the evaluation.

Good practice, no longer a legal duty since 2018: nothing here claims that it is one.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.kinds.base import Facts, Kind, given, period, spoken_hours
from courses.catalogue.models import Course, CourseVersion
from courses.enrolment.models import Enrolment
from courses.learning.formats import format_of


class Trained(Kind):
    """Its format's evidence gives `starts_on`, `ends_on` and, if there was one, `result`.

    `result` is a sentence in the language of the document: what was evaluated, what came of it.
    """

    KEY = "trained"
    LABEL = gettext_lazy("end-of-training certificate")
    FORMATS = frozenset({Course.Format.FORMACTION})
    LAYOUT = "portrait"

    def facts(self, enrolment: Enrolment) -> Facts:
        return {**super().facts(enrolment), "hours": format_of(enrolment).hours(enrolment)}

    def title(self) -> str:
        return _("End-of-training certificate")

    def words(self, facts: Facts, version: CourseVersion, achieved_on: date) -> dict[str, Any]:
        rows = [
            (_("Aims"), " ; ".join(version.aims)),
            (_("Nature of the action"), facts.get("nature") or _("training action")),
            (_("Dates"), period(facts)),
            (_("Duration"), spoken_hours(facts)),
            (_("Result of the evaluation"), facts.get("result", "")),
        ]
        return {
            "given": given(),
            "statement": _("who followed to its end the training"),
            "when": "",
            "facts": [[label, value] for label, value in rows if value],
            "mention": _("This document is not a qualification."),
        }
