"""People with confirmed addresses, and the few gestures they make at the door."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from mooc.accounts.models import User
from tests.conftest import PASSWORD
from tests.mooc.accounts.passkey import Passkey

# Base32 of twenty bytes: what an authenticator app would hold.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(email: str, name: str = "", **fields: Any) -> User:
    """A user whose address is confirmed."""
    user = User.objects.create_user(email, PASSWORD, certificate_name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def prove_again(client: Client) -> Any:
    """Answer « is it really you? »."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_in(mail: EmailMessage) -> str:
    """The code alone on its line."""
    found = re.search(r"^ {4}(\S+)$", str(mail.body), re.MULTILINE)
    assert found, mail.body
    return found[1]


def text_of(response: Any) -> str:
    """The page without markup or doubled spaces, to look for sentences."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    for entity, character in (("&#x27;", "'"), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(entity, character)
    return " ".join(text.split())


def add_totp(user: User) -> Authenticator:
    authenticator: Authenticator = TOTP.activate(user, TOTP_SECRET).instance
    return authenticator


def add_recovery_codes(user: User) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


def add_passkey(user: User, name: str = "Téléphone") -> Authenticator:
    """A passkey as if it had been registered."""
    authenticator: Authenticator = WebAuthn.add(user, name, Passkey().register()).instance
    return authenticator
