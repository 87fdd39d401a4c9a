"""What is still missing before a document can be issued: one function for everybody.

The learner's page, the issuer and whoever confirms ask it; nothing missing means that an award
can be issued.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from certificates.rendering import STYLESHEET
from courses.enrolment.models import Enrolment
from courses.hooks import Missing
from courses.learning import formats
from courses.person import person_of
from courses.printing import PrintingProblem, undrawable

logger = logging.getLogger(__name__)


def missing(enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
    """Everything: what the course asks, then what the document itself needs."""
    followed = formats.missing(enrolments, now)
    return {
        enrolment.pk: [*followed.get(enrolment.pk, []), *document_needs(enrolment)]
        for enrolment in enrolments
    }


def document_needs(enrolment: Enrolment) -> list[Missing]:
    """What the paper lacks: a name, and one that our fonts can draw."""
    if enrolment.person is None:
        return [Missing(_("The person has erased their account."))]
    person = person_of(enrolment.person)
    if not person.name:
        sentence = _("Give the name that must stand on your certificate, in your profile.")
    elif strange := _undrawable(person.name):
        sentence = _(
            "Write your name in Latin letters in your profile: "
            "our certificates cannot draw “%(characters)s”."
        ) % {"characters": strange}
    else:
        return []
    return [Missing(sentence, person.profile_url)]


def _undrawable(name: str) -> str:
    try:
        return undrawable(name, STYLESHEET.parent / "fonts")
    except PrintingProblem:
        # Not the person's fault: the issuer says it and tries again, an operator mends it.
        logger.exception("fonts missing")
        return ""
