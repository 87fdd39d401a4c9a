"""Previewing: the page that would be issued, marked as such; neither sealed nor stored."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.eligibility import missing
from certificates.granting import award_fields
from certificates.kinds import Kind
from certificates.models import CODE_LENGTH, Award
from certificates.papers.choosing import paper_for
from certificates.papers.drawing import draw
from certificates.wording import wording_of
from courses.enrolment.models import Enrolment


def preview_of(enrolment: Enrolment, kind: Kind, *, now: datetime) -> bytes:
    """The PDF of what this person would get now; its number and code are noughts.

    ValidationError while something is missing, PrintingProblem when it cannot be drawn.
    """
    if needs := missing(kind, [enrolment], now)[enrolment.pk]:
        raise ValidationError([one.sentence for one in needs])
    award = Award(**award_fields(enrolment, kind, None, now=now, by=None))
    # Drawn by chance, they would look like those of a document that exists.
    award.number, award.code = "0000-0000-0000", "0" * CODE_LENGTH
    paper = paper_for(kind.KEY, enrolment.course)
    claims = wording_of(award, paper, now=now)
    with translation.override(award.language):
        claims["specimen"] = _("PREVIEW")
        claims["seal"] = _("Preview: neither issued nor sealed.")
    return draw(claims, paper)
