"""How allauth behaves here: mails in the person's language, and a mail server that may be down."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mooc.accounts import names
from mooc.accounts.models import User

logger = logging.getLogger(__name__)
NOT_SENT = "mail_not_sent"
"""In the session: the code that the next page asks for has not left."""


class MailNotSentError(Exception):
    """The mail server did not take the message; str() is a sentence for the person."""

    def __str__(self) -> str:
        return _(
            "The mail could not be sent: our mail server does not answer. "
            "Try again in a few minutes."
        )


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without a user name, whose mails may fail without losing anybody."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_security")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one mail or raise MailNotSentError."""
        language = getattr(context.get("user"), "language", None) or translation.get_language()
        site = {
            "request": allauth_context.request,
            "email": email,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "site_domain": urlsplit(settings.SITE_URL).hostname,
        }
        with translation.override(language):
            message = self.render_mail(template_prefix, email, {**context, **site})
        try:
            message.send()
        except OSError as error:  # smtplib's exceptions are OSErrors
            # Its text may hold the address: only its kind goes to the log.
            logger.error("Mail %s not sent: %s", template_prefix, type(error).__name__)
            raise MailNotSentError from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The change has been made: a mail that only tells of it may be lost."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except MailNotSentError:
            return

    def send_confirmation_mail(self, *args: Any, **kwargs: Any) -> None:
        self._send_or_say(super().send_confirmation_mail, *args, **kwargs)

    def send_account_already_exists_mail(self, *args: Any, **kwargs: Any) -> None:
        # Same words as for a new account: the answer must not tell whether one exists.
        self._send_or_say(super().send_account_already_exists_mail, *args, **kwargs)

    def _send_or_say(self, send: Callable[..., None], *args: Any, **kwargs: Any) -> None:
        """The next page asks for the code and offers a new one: say there what happened."""
        request = allauth_context.request
        try:
            send(*args, **kwargs)
        except MailNotSentError as unsent:
            request.session[NOT_SENT] = True
            messages.error(request, str(unsent))
        else:
            request.session.pop(NOT_SENT, None)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """allauth says « sent » without asking, and « signed in » to who has just confirmed."""
        name = (message_template or "").removeprefix("account/messages/").removesuffix(".txt")
        if name == "email_confirmed":
            request.has_confirmed = True  # type: ignore[attr-defined]
        if (name == "email_confirmation_sent" and request.session.get(NOT_SENT)) or (
            name == "logged_in" and getattr(request, "has_confirmed", False)
        ):
            return
        super().add_message(request, level, message_template, *args, **kwargs)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Take the name the provider gives; the person corrects it in the profile."""
        user: User = super().populate_user(request, sociallogin, data)
        given = data.get("name") or " ".join(
            filter(None, (data.get("first_name"), data.get("last_name")))
        )
        user.certificate_name = names.tidy_name(given)[: names.MAX_LENGTH]
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        return initial | {"certificate_name": sociallogin.user.certificate_name}


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Browsers show this name when they ask for a passkey: the site's, not the host's."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE_NAME}
