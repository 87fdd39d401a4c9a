"""Issuing: the work of the Celery task. Claim, word, render, store, then one update."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.eligibility import document_needs
from certificates.models import Award
from certificates.rendering import render_certificate
from certificates.storing import document_storage, store
from certificates.wording import wording_of
from courses.messaging.sending import write_mail
from courses.person import absolute_url

logger = logging.getLogger(__name__)


def issue_award(uuid: UUID | str, *, now: datetime) -> Award | None:
    """Issue one award that nobody else is issuing; None when there is nothing to do.

    Killed at any point, it leaves a pending row that the sweep finds, and at worst a file that
    the next try finds too. Nothing is marked issued before its bytes are kept and read back.
    """
    award: Award | None = Award.objects.claim(uuid, now)
    if award is None:
        return None
    try:
        if _is_blocked(award):
            return None
        claims = wording_of(award, now=now)
        name, sha256 = store(render_certificate(claims))
    except Exception as problem:
        # Whatever went wrong, the row says so and the work is tried again.
        logger.exception("award not issued", extra={"award": str(uuid)})
        award.put_back(f"{type(problem).__name__}: {problem}", now=now)
        return None
    issued = _mark_issued(award, claims, name, sha256, now)
    if issued is None and not Award.objects.filter(file=name).exists():
        # The award is another worker's by now, or gone with its person: leave no name behind.
        document_storage().delete(name)
    return issued


def _is_blocked(award: Award) -> bool:
    """True for an award that waits for a person: its row says for what, in their language."""
    with translation.override(award.language):
        needs = document_needs(award.enrolment)
    if needs:
        award.mine().update(
            state=Award.State.BLOCKED, claimed_until=None, cause=needs[0].sentence[:300]
        )
    return bool(needs)


@transaction.atomic
def _mark_issued(
    award: Award, claims: dict[str, object], name: str, sha256: str, now: datetime
) -> Award | None:
    """One conditional update, then the mail, together or not at all."""
    issued = award.mine().update(
        state=Award.State.ISSUED,
        claims=claims,
        file=name,
        sha256=sha256,
        issued_at=now,
        claimed_until=None,
        cause="",
    )
    if not issued:
        return None
    award.refresh_from_db()
    with translation.override(award.language):
        write_mail(
            award.enrolment.person,
            key=f"award-issued:{award.uuid}",
            subject=_("Your certificate is ready"),
            body=_body(award),
            now=now,
        )
    return award


def _body(award: Award) -> str:
    return _(
        "Hello %(name)s,\n\n"
        "Your certificate for the course “%(course)s” is ready.\n\n"
        "Download it from your path:\n%(path)s\n\n"
        "Anyone you show it to can check it here:\n%(verification)s\n"
    ) % {
        "name": award.claims["name"],
        "course": award.claims["course"],
        "path": absolute_url(reverse("courses:learning:home")),
        "verification": absolute_url(award.get_absolute_url()),
    }
