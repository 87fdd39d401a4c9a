"""Distrusting a key: its private half was seen elsewhere, and anybody may sign with it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from certificates.credentials.models import StatusList
from certificates.credentials.status import sign_again
from certificates.keys.models import SigningKey


@transaction.atomic
def distrust_keys(keys: QuerySet[SigningKey], *, now: datetime) -> int:
    """Trust nothing that they sign, from now on and for the past; how many were trusted so far.

    The status lists are signed again, with the key that the workers hold by now: rotate first.
    Each PDF that we issued is still known by its fingerprint.
    """
    count = keys.filter(compromised_at__isnull=True).update(compromised_at=now)
    for status_list in StatusList.objects.all() if count else ():
        sign_again(status_list, now=now)
    return count
