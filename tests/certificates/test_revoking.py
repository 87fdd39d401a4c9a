"""Revoking keeps the row, the reason and the first date."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from certificates.models import Award
from certificates.revoking import revoke_award
from courses.messaging.models import Mail

pytestmark = pytest.mark.django_db


def test_revoke_needs_a_reason(issued: Award, adele: Any, now: datetime) -> None:
    with pytest.raises(ValidationError):
        revoke_award(issued, by=adele, reason="error", because="  ", now=now)


def test_revoke_twice_keeps_the_first_reason(issued: Award, adele: Any, now: datetime) -> None:
    revoke_award(issued, by=adele, reason="error", because="Fraude", now=now)
    revoke_award(issued, by=adele, reason="error", because="Autre", now=now + timedelta(days=1))
    issued.refresh_from_db()
    assert (issued.revoked_because, issued.revoked_at) == ("Fraude", now)
    assert issued.sha256
    assert issued.file
    # Told once, with the reason, in their language.
    (mail,) = Mail.objects.filter(key__startswith="award-revoked:")
    assert mail.subject == "Votre attestation n’est plus valable"
    assert "Fraude" in mail.body


def test_revoke_of_a_pending_award_does_nothing(pending: Award, adele: Any, now: datetime) -> None:
    revoke_award(pending, by=adele, reason="error", because="Erreur", now=now)
    pending.refresh_from_db()
    assert pending.revoked_at is None
