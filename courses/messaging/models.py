"""Mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.jobs.models import Job


class Mail(Job):
    """A mail to send once; `key` says what it is about, so that nobody gets it twice."""

    TASK = "courses.send_mail"

    key = models.CharField(_("about"), max_length=120, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="courses_mails"
    )
    """To whom: the address is read at the time of sending."""
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="mail_due")]

    def __str__(self) -> str:
        return self.key
