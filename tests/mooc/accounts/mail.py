"""A mail server that refuses, as Django sees it."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class DeadServer(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise SMTPRecipientsRefused(dict.fromkeys(email_messages[0].to, (451, b"Try later")))
