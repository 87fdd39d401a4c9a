"""What awards add to a learner's pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.access import may_award_somewhere
from certificates.eligibility import document_needs
from certificates.kinds import kinds_of
from certificates.models import Award
from courses.enrolment.models import Enrolment
from courses.hooks import Desk, Missing, Panel, Step


class AwardContributor:
    """Steps, what the document still needs, and the award itself."""

    def missing(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
        granted = set(
            Award.objects.standing()
            .filter(enrolment__in=enrolments)
            .values_list("enrolment", flat=True)
        )
        return {
            enrolment.pk: _needs(enrolment)
            for enrolment in enrolments
            if enrolment.pk not in granted
        }

    def steps(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Step]]:
        found: dict[int, list[Step]] = {}
        for award in _awards(enrolments):
            if award.issued_at is not None:
                step = Step(award.issued_at, _("Certificate issued"), award.get_absolute_url())
                found.setdefault(award.enrolment_id, []).append(step)
        return found

    def panels(self, enrolments: Sequence[Enrolment]) -> dict[int, list[Panel]]:
        found: dict[int, list[Panel]] = {}
        for award in _awards(enrolments):
            panel = Panel("certificates/_award.html", {"award": award})
            found.setdefault(award.enrolment_id, []).append(panel)
        return found


def desks(user: Any) -> list[Desk]:
    """Giving certificates, for those who may."""
    if not may_award_somewhere(user):
        return []
    return [Desk(_("Issue certificates"), reverse("certificates:cohorts"))]


def _needs(enrolment: Enrolment) -> list[Missing]:
    """What the documents of its course lack, each sentence once."""
    kinds = kinds_of(enrolment.course.format)
    return list(dict.fromkeys(need for kind in kinds for need in document_needs(kind, enrolment)))


def _awards(enrolments: Sequence[Enrolment]) -> list[Award]:
    loaded = {enrolment.pk: enrolment for enrolment in enrolments}
    awards = list(Award.objects.filter(enrolment__in=loaded).order_by("granted_at"))
    for award in awards:
        award.enrolment = loaded[award.enrolment_id]  # with its course
    return awards
