"""Asking for a new password, when the mail server may be down. Named in settings.ACCOUNT_FORMS."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest
from django.shortcuts import render

from mooc.accounts.adapter import MailNotSentError


class ResetPasswordForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """The address asked for; a mail that did not leave is an error of the form."""
        try:
            email: str = super().save(request, **kwargs)
        except MailNotSentError as unsent:
            # allauth has no way back to the form at this point.
            self.add_error(None, str(unsent))
            page = render(request, "account/password_reset.html", {"form": self}, status=503)
            raise ImmediateHttpResponse(page) from unsent
        return email
