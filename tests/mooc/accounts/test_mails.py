"""What leaves in the person's mailbox: French, plain, with nothing escaped."""

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core.mail import EmailMessage
from django.test import RequestFactory, override_settings
from django.utils import timezone, translation

PREFIXES = {
    "account/email/account_already_exists": "Vous avez déjà un compte sur L'atelier & Cie",
    "account/email/email_changed": "Votre adresse e-mail a changé",
    "account/email/email_confirm": "Votre adresse e-mail est confirmée",
    "account/email/email_confirmation": "AB-12 est votre code pour L'atelier & Cie",
    "account/email/email_confirmation_signup": "AB-12 est votre code pour L'atelier & Cie",
    "account/email/email_deleted": "Une adresse e-mail a été retirée",
    "account/email/login_code": "AB-12 est votre code pour L'atelier & Cie",
    "account/email/password_changed": "Votre mot de passe a été changé",
    "account/email/password_reset": "Votre mot de passe a été changé",
    "account/email/password_reset_code": "AB-12 est votre code pour L'atelier & Cie",
    "account/email/password_reset_key": "Votre nouveau mot de passe sur L'atelier & Cie",
    "account/email/password_set": "Votre compte a un mot de passe",
    "account/email/unknown_account": "Aucun compte à cette adresse sur L'atelier & Cie",
    "mfa/email/recovery_codes_generated": "Nouveaux codes de secours",
    "mfa/email/totp_activated": "Application d’authentification installée",
    "mfa/email/totp_deactivated": "Application d’authentification retirée",
    "mfa/email/webauthn_added": "Une clé d’accès a été ajoutée",
    "mfa/email/webauthn_removed": "Une clé d’accès a été retirée",
    "socialaccount/email/account_connected": "Un compte extérieur a été relié",
    "socialaccount/email/account_disconnected": "Un compte extérieur a été détaché",
}
CONTEXT: dict[str, Any] = {
    "code": "AB-12",
    "password_reset_url": "https://alliances.example/compte/x?a=1&b=2",
    "signup_url": "https://alliances.example/compte/inscription/?a=1&b=2",
    "from_email": "d'abord@example.org",
    "to_email": "ensuite@example.org",
    "deleted_email": "d'abord@example.org",
    "provider": "L'annuaire & Cie",
    "ip": "192.0.2.1",
    "user_agent": "Firefox <140>",
}


@pytest.mark.parametrize(("prefix", "subject"), PREFIXES.items())
@override_settings(SITE_NAME="L'atelier & Cie", SITE_URL="https://alliances.example")
def test_mail(prefix: str, subject: str, mailoutbox: list[EmailMessage]) -> None:
    request = RequestFactory().get("/")
    extras = CONTEXT | {"timestamp": timezone.now()}
    with translation.override("fr"), context.request_context(request):
        get_adapter().send_mail(prefix, "alice@example.org", extras)
    mail = mailoutbox[0]
    body = str(mail.body)
    assert mail.subject == subject
    assert body.startswith("Bonjour,\n\n")
    assert body.endswith("https://alliances.example")
    assert "&amp;" not in body
    assert "&#x27;" not in body
    assert "&lt;" not in body
    assert "L'atelier & Cie" in body
    assert "{" not in body
    assert "\n\n\n" not in body
    # Nothing of the English ids is left.
    assert not {" you ", " your ", " the ", "Browser:"} & {w for w in ENGLISH if w in body}


ENGLISH = (" you ", " your ", " the ", "Browser:")


def test_a_mail_is_written_in_the_language_of_the_person(mailoutbox: list[EmailMessage]) -> None:
    class Reader:
        language = "en"

    with translation.override("fr"), context.request_context(RequestFactory().get("/")):
        extras = CONTEXT | {"user": Reader()}
        get_adapter().send_mail("account/email/password_reset_key", "a@example.org", extras)
    assert mailoutbox[0].subject.startswith("Your new password")
