"""What awards add to a learner's pages."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from certificates.eligibility import document_needs
from certificates.models import Award
from courses.enrolment.models import Enrolment
from courses.hooks import Missing, Panel, Step


class AwardContributor:
    """Steps, what the document still needs, and the award itself."""

    def missing(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
        granted = set(
            Award.objects.standing()
            .filter(enrolment__in=enrolments)
            .values_list("enrolment", flat=True)
        )
        return {
            enrolment.pk: document_needs(enrolment)
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


def _awards(enrolments: Sequence[Enrolment]) -> list[Award]:
    loaded = {enrolment.pk: enrolment for enrolment in enrolments}
    awards = list(Award.objects.filter(enrolment__in=loaded).order_by("granted_at"))
    for award in awards:
        award.enrolment = loaded[award.enrolment_id]  # with its course
    return awards
