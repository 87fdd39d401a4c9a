"""StatusList: which credentials are withdrawn, as machines read it."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.jobs.models import Job
from courses.person import absolute_url

LIST_SIZE = 131_072
"""Entries of a list: the least that the standard allows, so that none stands out."""


class StatusList(Job):
    """A list, signed again by a worker each time that one of its credentials is withdrawn."""

    TASK = "certificates.sign_status_list"

    number = models.PositiveIntegerField(_("number"), unique=True)
    credential = models.TextField(_("signed list (JSON)"), blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="status_list_due")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def url(self) -> str:
        """Its public address, as credentials name it."""
        return absolute_url(reverse("certificates:status_list", args=[self.number]))
