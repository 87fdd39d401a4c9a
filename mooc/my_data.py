"""One's own data: what we hold, a copy of it, and its erasure. Asks each package for its part."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from courses import hooks
from courses.hooks import Kept
from mooc.accounts.models import User


def export_data(user: User) -> dict[str, Any]:
    """Everything we hold about the person, ready for JSON. No secret: neither hash nor key."""
    data = _account_data(user)
    for part in hooks.personal_data:
        theirs = part.export(user)
        if clash := data.keys() & theirs.keys():
            raise ValueError(f"Two packages export under the same name: {sorted(clash)}")
        data.update(theirs)
    return data


def kept_data(user: User) -> list[Kept]:
    """What erasing would leave behind, why and until when."""
    return [kept for part in hooks.personal_data for kept in part.kept(user)]


@transaction.atomic
def erase_user(user: User, *, now: datetime) -> None:
    """Erase the person for good. Facts kept by law stand without a name; the account goes."""
    for part in hooks.personal_data:
        part.erase(user, now=now)
    _blur_admin_log(user)
    for session in UserSession.objects.filter(user=user):
        session.end()
    # Addresses, authenticators, consents and connected accounts go with the row.
    user.delete()


def _blur_admin_log(user: User) -> None:
    """The administration's history keeps that something was done, no longer to whom."""
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    ).update(object_repr=f"{user.uuid}"[:8], change_message="")


def _account_data(user: User) -> dict[str, Any]:
    return {
        "account": {
            "identifier": str(user.uuid),
            "email": user.email,
            "certificate_name": user.certificate_name,
            "language": user.language,
            "time_zone": user.time_zone,
            "created_at": user.date_joined,
            "last_login_at": user.last_login,
        },
        "email_addresses": [
            {"email": row.email, "is_verified": row.verified}
            for row in EmailAddress.objects.filter(user=user)
        ],
        "consents": list(
            user.consents.values(
                "purpose", "given_at", "withdrawn_at", wording_version=F("wording")
            )
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values("created_at", "ip", "user_agent")
        ),
        "connected_accounts": list(
            SocialAccount.objects.filter(user=user).values("provider", "uid", "extra_data")
        ),
    }
