"""The state of one account's doors, for one page."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from mooc.accounts.models import User


@dataclass(frozen=True)
class Security:
    email: str
    pending_email: str
    """An address typed as a replacement and not confirmed yet; empty if there is none."""
    has_password: bool
    has_totp: bool
    passkeys: int
    recovery_codes_left: int | None
    """None when no codes were ever made."""
    sessions: int

    @property
    def has_two_steps(self) -> bool:
        return self.has_totp or self.passkeys > 0


def security_of(user: User) -> Security:
    """Read everything in three queries."""
    authenticators = list(Authenticator.objects.filter(user=user))
    kinds = [authenticator.type for authenticator in authenticators]
    codes = [a.wrap() for a in authenticators if a.type == Authenticator.Type.RECOVERY_CODES]
    pending = EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email)
    return Security(
        email=user.email,
        pending_email=pending.values_list("email", flat=True).first() or "",
        has_password=user.has_usable_password(),
        has_totp=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        recovery_codes_left=len(codes[0].get_unused_codes()) if codes else None,
        sessions=UserSession.objects.filter(user=user).count(),
    )
