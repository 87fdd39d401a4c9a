"""Revoking: the row stays, with who, when and why."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certificates.models import Award


def revoke_award(award: Award, *, by: Any, because: str, now: datetime) -> None:
    """Revoke an issued award, once. ValidationError without a reason."""
    if not because.strip():
        raise ValidationError(_("Say why this certificate is revoked."))
    Award.objects.issued().filter(pk=award.pk, revoked_at__isnull=True).update(
        revoked_at=now, revoked_because=because.strip()[:300], revoked_by=by
    )
