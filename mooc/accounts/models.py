"""Tables: the person who signs in, and what that person agreed to."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mooc.accounts import names, zones
from mooc.accounts.managers import UserManager


class Language(models.TextChoices):
    # Each language in its own words: one looks for the word one can read.
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Erasing one deletes the row: facts elsewhere are SET_NULL."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # 254: the longest address SMTP can carry (RFC 5321, erratum 1690).
    email = models.EmailField(
        _("e-mail address"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("An account already uses this e-mail address.")},
    )
    certificate_name = models.CharField(
        _("first name and last name"),
        max_length=names.MAX_LENGTH,
        blank=True,
        validators=[names.validate_name],
        help_text=_("Exactly as they must stand on your certificates."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.FRENCH
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=zones.DEFAULT, validators=[zones.validate_zone]
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May open the administration pages.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Unticked: this person can no longer sign in.")
    )
    date_joined = models.DateTimeField(_("account created on"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message=_("An account already uses this e-mail address."),
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values),
                name="accounts_user_language_known",
            ),
        )

    def __str__(self) -> str:
        """Never the e-mail: what is shown in a list is also what ends in a log."""
        return self.certificate_name or f"{self.uuid}"[:8]

    def __repr__(self) -> str:
        return f"<User {self.uuid}>"

    def clean(self) -> None:
        super().clean()
        self.email = type(self).objects.normalize_email(self.email).lower()
        self.certificate_name = names.tidy_name(self.certificate_name)

    def get_full_name(self) -> str:
        return self.certificate_name

    def get_short_name(self) -> str:
        return self.certificate_name


class Consent(models.Model):
    """What a person agreed to, in which wording, from when to when.

    Rows are added, never rewritten; withdrawing only closes the open one.
    """

    class Purpose(models.TextChoices):
        NEWS = "news", _("news of new courses")

    user = models.ForeignKey(User, models.CASCADE, related_name="consents", verbose_name=_("user"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    wording = models.CharField(_("version of the wording"), max_length=20)
    given_at = models.DateTimeField(_("given on"))
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("given_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "purpose"),
                condition=models.Q(withdrawn_at=None),
                name="accounts_consent_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None)
                | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="accounts_consent_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"
