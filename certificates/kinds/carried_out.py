"""The certificate for funders that an accompanied training was carried out.

It attests attendance, never success: hours really signed, the fields of the ministry's
indicative model (arrêté of 21 December 2018). It goes to the funder: no badge, no network.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.kinds.base import (
    Facts,
    Kind,
    issuer_setting,
    period,
    signed_hours_missing,
    spoken_hours,
)
from courses.catalogue.models import Course, CourseVersion
from courses.enrolment.models import Enrolment
from courses.hooks import Missing
from courses.learning.formats import format_of


class CarriedOut(Kind):
    """Its format's evidence gives `starts_on`, `ends_on` (ISO dates) and, if it likes, `nature`."""

    KEY = "carried_out"
    LABEL = gettext_lazy("certificate that a training was carried out (form'action)")
    FORMATS = frozenset({Course.Format.FORMACTION})
    LAYOUT = "portrait"
    IS_CREDENTIAL = False

    def missing(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
        return signed_hours_missing(enrolments, _("No half-day has been signed yet."))

    def needs(self, enrolment: Enrolment) -> list[Missing]:
        if issuer_setting("employer") != "optional" and enrolment.organisation is None:
            return [Missing(_("Say which organisation employs this person: the funder needs it."))]
        return []

    def facts(self, enrolment: Enrolment) -> Facts:
        format_ = format_of(enrolment)
        return {
            **format_.evidence(enrolment),
            "hours": format_.hours(enrolment),
            "employer": enrolment.organisation.name if enrolment.organisation else "",
        }

    def title(self) -> str:
        return _("Certificate of completion of a training action")

    def words(self, facts: Facts, version: CourseVersion, achieved_on: date) -> dict[str, Any]:
        rows = [
            (_("Employer"), facts["employer"]),
            (_("Nature of the action"), facts.get("nature") or _("training action")),
            (_("Dates"), period(facts)),
            (_("Duration really followed, by signatures"), spoken_hours(facts)),
            (_("Organisation"), issuer_setting("name")),
            (_("Registration number"), issuer_setting("registration")),
            (_("Activity declaration number"), _declaration()),
        ]
        return {
            "given": _("The undersigned, legal representative of the organisation, attests that"),
            "statement": _("followed the training action"),
            "when": "",
            "facts": [[label, value] for label, value in rows if value],
            "mention": " ".join(filter(None, [_presence_only(), issuer_setting("retention")])),
        }


def _presence_only() -> str:
    return _("This document attests presence and judges no result.")


def _declaration() -> str:
    number = issuer_setting("activity_number")
    if not number:
        return ""
    # Article L6352-12 of the French labour code asks for this sentence beside the number.
    return _("%(number)s (this registration is no approval by the State)") % {"number": number}
