"""Making a document: its words, its credential, its page, its seal. Nothing is stored here."""

from datetime import datetime
from typing import Any

from certificates.credentials.badge import badge
from certificates.keys.loading import seal_key
from certificates.models import Award
from certificates.papers.choosing import Paper, paper_for
from certificates.papers.drawing import draw
from certificates.sealing.sealing import seal
from certificates.wording import wording_of
from courses.person import person_of
from courses.printing import Attached

CREDENTIAL_NAME = "justificatif.json"


def make_document(award: Award, *, now: datetime) -> tuple[dict[str, Any], bytes]:
    """The wording and the sealed PDF of an award.

    PrintingProblem, KeyProblem, or what a timestamp server raises: no document is then made.
    """
    paper = paper_for(award.kind, award.enrolment.course)
    claims = {**wording_of(award, paper, now=now), "seal_key": seal_key().short_id}
    return claims, seal_page(claims, paper, _credential(award, claims, now))


def seal_page(claims: dict[str, Any], paper: Paper, credential: bytes | None) -> bytes:
    """The sealed PDF of words on a paper, carrying its credential."""
    attached = []
    if credential is not None:
        what = f"{claims['title']} (Open Badges 3.0)"
        attached = [Attached(CREDENTIAL_NAME, credential, what)]
    return seal(draw(claims, paper, attached=attached), reason=claims["title"])


def _credential(award: Award, claims: dict[str, Any], now: datetime) -> bytes | None:
    if award.status_list is None or award.status_index is None:
        return None
    return badge(
        claims,
        uuid=award.uuid,
        course=award.enrolment.course.uuid,
        email=person_of(award.enrolment.person).email,
        status=(award.status_list, award.status_index),
        now=now,
    )
