"""Issuing: the work of the Celery task. Claim, word, draw, seal, store, then one update."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.eligibility import document_needs
from certificates.kinds import kind_of
from certificates.making import make_document
from certificates.models import Award
from certificates.storing import document_storage, name_of, store
from courses.messaging.sending import write_mail
from courses.person import absolute_url

logger = logging.getLogger(__name__)


def issue_award(uuid: UUID | str, *, now: datetime) -> Award | None:
    """Issue one award that nobody else is issuing; None when there is nothing to do.

    Killed at any point, it leaves a pending row that the sweep finds, and at worst a file that
    the next try removes. Nothing is marked issued before its bytes are kept and read back.
    """
    award: Award | None = Award.objects.with_all().claim(uuid, now)
    if award is None:
        return None
    try:
        if _is_blocked(award):
            return None
        claims, pdf = make_document(award, now=now)
        name, sha256 = _keep(award, pdf)
    except Exception as problem:
        # Whatever went wrong, the row says so and the work is tried again.
        logger.exception("award not issued", extra={"award": str(uuid)})
        award.put_back(f"{type(problem).__name__}: {problem}", now=now)
        return None
    issued = _mark_issued(award, claims, name, sha256, now)
    if issued is None and not Award.objects.issued().filter(file=name).exists():
        # The award is another worker's by now, or gone with its person: leave no name behind.
        document_storage().delete(name)
    return issued


def _is_blocked(award: Award) -> bool:
    """True for an award that waits for a person: its row says for what, in their language."""
    with translation.override(award.language):
        kind = kind_of(award.kind)
        needs = document_needs(kind, award.enrolment, name=award.corrected_name)
    if needs:
        award.mine().update(
            state=Award.State.BLOCKED, claimed_until=None, cause=needs[0].sentence[:300]
        )
    return bool(needs)


def _keep(award: Award, pdf: bytes) -> tuple[str, str]:
    """Keep the bytes under a name that the row knows first; no two tries make the same bytes."""
    if award.file:
        # A worker was killed before it could say that this was the document.
        document_storage().delete(award.file)
    award.mine().update(file=name_of(pdf))
    return store(pdf)


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
        expires_on=claims["expires_on"] or None,
        claimed_until=None,
        cause="",
    )
    if not issued:
        return None
    award.state, award.claims, award.issued_at = Award.State.ISSUED, claims, now
    award.file, award.sha256 = name, sha256
    with translation.override(award.language):
        subject, body = _mail(award)
        write_mail(
            award.enrolment.person,
            key=f"award-issued:{award.uuid}",
            subject=subject,
            body=body,
            now=now,
        )
    return award


def _mail(award: Award) -> tuple[str, str]:
    """Its subject and its text; a replacement says which number it takes the place of."""
    facts = {
        "name": award.claims["name"],
        "course": award.claims["course"],
        "number": award.number,
        "path": absolute_url(reverse("courses:learning:home")),
        "verification": absolute_url(award.get_absolute_url()),
    }
    replaced = getattr(award, "replaces", None)
    if replaced is None:
        return _("Your certificate is ready"), _body() % facts
    return _("Your new certificate is ready"), _replacement_body() % {
        **facts,
        "replaced": replaced.number,
    }


def _body() -> str:
    return _(
        "Hello %(name)s,\n\n"
        "Your certificate for the course “%(course)s” is ready.\n\n"
        "Download it from your path:\n%(path)s\n\n"
        "Anyone you show it to can check it here:\n%(verification)s\n"
    )


def _replacement_body() -> str:
    return _(
        "Hello %(name)s,\n\n"
        "Your new certificate for the course “%(course)s” is ready: number %(number)s, which"
        " replaces number %(replaced)s. The date on which you finished the course is the same.\n\n"
        "Download it from your path:\n%(path)s\n\n"
        "Anyone you show it to can check it here:\n%(verification)s\n\n"
        "Whoever checks the former one reads that it has been replaced.\n"
    )
