"""Template and TemplateVersion: the papers that administrators write."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.kinds import KIND_CHOICES
from courses.catalogue.models import Course
from courses.versioning import Version


class Template(models.Model):
    """The paper of a kind of document, for one course or for all; the shipped one without it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("document"), max_length=20, choices=KIND_CHOICES)
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course"),
        help_text=_("Empty: for every course."),
    )
    current = models.ForeignKey(
        "TemplateVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The version that documents issued from now on are drawn on; none: the shipped paper."""
    chosen_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who put it in use: who wrote it, or went back to it."""

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "course"], name="one_template_a_course"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(course=None), name="one_template_for_all"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class TemplateVersion(Version):
    """A paper as it was written once. Published as soon as written: a document may rest on it."""

    IDENTITY = "template"

    template = models.ForeignKey(Template, models.PROTECT, related_name="versions")
    html = models.TextField(_("text (HTML)"))
    css = models.TextField(_("style (CSS)"), blank=True)
    logo = models.BinaryField(_("logo"), null=True, blank=True)
    """A PNG made again by us; None for the branch."""
    signatory = models.CharField(_("signatory"), max_length=120, blank=True)
    colour = models.CharField(_("colour"), max_length=7, default="#46562b")
    valid_months = models.PositiveSmallIntegerField(
        _("valid for (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Empty: for ever."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("template version")
        verbose_name_plural = _("template versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"
