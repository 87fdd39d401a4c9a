"""Agreeing and changing one's mind: each consent is a dated row with the wording that was read."""

from datetime import datetime

from django.db import transaction

from mooc.accounts.models import Consent, User

# Change the version whenever the sentence beside the box changes: the old rows keep theirs.
WORDINGS = {Consent.Purpose.NEWS: "2026-11"}


def has_consented(user: User, purpose: Consent.Purpose) -> bool:
    """Whether the person agrees today."""
    return user.consents.filter(purpose=purpose, withdrawn_at=None).exists()


@transaction.atomic
def set_consent(user: User, purpose: Consent.Purpose, *, agrees: bool, now: datetime) -> None:
    """Record what the person says now; saying the same again changes nothing."""
    if agrees:
        Consent.objects.get_or_create(
            user=user,
            purpose=purpose,
            withdrawn_at=None,
            defaults={"wording": WORDINGS[purpose], "given_at": now},
        )
    else:
        user.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=now)
