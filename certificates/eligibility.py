"""What is still missing before a document can be issued: one function for everybody.

The learner's page, the trainer's, the bulk screen and the issuer ask it; nothing missing means
that an award can be issued.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from certificates.kinds import Kind
from certificates.papers.drawing import undrawable
from courses.enrolment.models import Enrolment
from courses.hooks import Missing
from courses.person import person_of
from courses.printing import PrintingProblem

logger = logging.getLogger(__name__)


def missing(kind: Kind, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
    """Everything: what learning lacks, then what the document itself needs."""
    learned = kind.missing(enrolments, now)
    return {
        enrolment.pk: [*learned.get(enrolment.pk, []), *document_needs(kind, enrolment)]
        for enrolment in enrolments
    }


def document_needs(kind: Kind, enrolment: Enrolment, *, name: str = "") -> list[Missing]:
    """What the paper lacks: an issuer, what its kind asks, and a name that our fonts can draw.

    `name`: the one that a correction gave, instead of the person's own.
    """
    if enrolment.person is None:
        return [Missing(_("The person has erased their account."))]
    return [*_issuer_needs(), *kind.needs(enrolment), *_name_needs(enrolment, name)]


def name_needs(name: str, *, url: str = "") -> list[Missing]:
    """What a name lacks to stand on a document; `url` where it is corrected."""
    if not name:
        sentence = _("Give the name that must stand on your certificate, in your profile.")
        return [Missing(sentence, url)]
    if strange := _undrawable(name):
        sentence = _(
            "Our certificates cannot draw “%(characters)s”: "
            "write your name in another script in your profile."
        ) % {"characters": strange}
        return [Missing(sentence, url)]
    return []


def _name_needs(enrolment: Enrolment, name: str) -> list[Missing]:
    person = person_of(enrolment.person)
    return name_needs(name or person.name, url=person.profile_url)


def _issuer_needs() -> list[Missing]:
    issuer = getattr(settings, "CERTIFICATES_ISSUER", None) or {}
    if issuer.get("name") and issuer.get("signatory"):
        return []
    return [Missing(_("The site does not say yet who issues its certificates."))]


def _undrawable(text: str) -> str:
    try:
        return undrawable(text)
    except PrintingProblem:
        # Not the person's fault: the issuer says it and tries again, an operator mends it.
        logger.exception("fonts missing")
        return ""
