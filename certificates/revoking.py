"""Revoking: the row stays, with who, when and why."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.access import check_may_decide
from certificates.credentials.status import sign_again
from certificates.models import Award
from courses.messaging.sending import write_mail


@transaction.atomic
def revoke_award(award: Award, *, by: Any, reason: str, because: str, now: datetime) -> None:
    """Revoke an issued award, once.

    `reason` is one of Award.Reason, which anybody may read; `because` is told to its holder and
    kept for us. ValidationError without either, or about one's own.
    """
    check_may_decide(by, award)
    if reason not in Award.Reason.values:
        raise ValidationError(_("Choose the nature of the revocation."))
    if not because.strip():
        raise ValidationError(_("Say why this certificate is revoked."))
    revoked = Award.objects.issued().filter(pk=award.pk, revoked_at__isnull=True)
    if revoked.update(
        revoked_at=now, revoked_as=reason, revoked_because=because.strip()[:300], revoked_by=by
    ):
        award.refresh_from_db()  # it may have been read before it was issued
        sign_again(award.status_list, now=now)
        _tell_holder(award, because.strip(), now)


def _tell_holder(award: Award, because: str, now: datetime) -> None:
    """Nobody learns from somebody else that their certificate is no longer valid."""
    if award.enrolment.person is None:
        return
    with translation.override(award.language):
        write_mail(
            award.enrolment.person,
            key=f"award-revoked:{award.uuid}",
            subject=_("Your certificate is no longer valid"),
            body=_(
                "Hello %(name)s,\n\n"
                "Your certificate %(number)s, for the course “%(course)s”, has been revoked:\n"
                "%(because)s\n\n"
                "Its page says so to whoever checks it. If you think that this is a mistake,"
                " answer those who gave it to you.\n"
            )
            % {**award.claims, "because": because},
            now=now,
        )
