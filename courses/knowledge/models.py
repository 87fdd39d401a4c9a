"""Source, Statement, Finding, Reference, Decision: loaded from files, cited, never edited."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A document that statements are quoted from; its file is kept byte for byte."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    published_on = models.DateField(_("published on"))
    file = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    licence = models.CharField(_("licence"), max_length=300)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """A sentence of a source: its lines, its words, its type."""

    class Kind(models.TextChoices):
        FACT = "fact", _("fact or figure")
        THESIS = "thesis", _("thesis")
        MODEL = "model", _("model or list")
        HEADING = "heading", _("heading only")
        PLAN = "plan", _("plan, as of 2017")

    code = models.CharField(max_length=8, unique=True, validators=[RegexValidator(r"^A\d{2,3}$")])
    source = models.ForeignKey(Source, models.PROTECT, related_name="statements")
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    slide = models.CharField(_("slide (inferred)"), max_length=8, blank=True)
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_line__gte=F("first_line")), name="statement_lines_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def lines(self) -> str:
        """« 26 » or « 44-45 »."""
        if self.first_line == self.last_line:
            return str(self.first_line)
        return f"{self.first_line}-{self.last_line}"


class Reference(models.Model):
    """A document found elsewhere: a notice and an address, never the file itself."""

    code = models.CharField(max_length=8, unique=True, validators=[RegexValidator(r"^B\d{2,3}$")])
    title = models.CharField(_("title"), max_length=300)
    says = models.TextField(_("what it says"))
    url = models.URLField(_("address"), max_length=500)
    more_urls = models.JSONField(_("other addresses"), default=list, blank=True)
    reserve = models.TextField(_("reserve"), blank=True)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Decision(models.Model):
    """A reading or a choice of our own, that must never pass for the source's."""

    code = models.CharField(
        max_length=8, unique=True, validators=[RegexValidator(r"^C\d{2,3}[a-z]?$")]
    )
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Finding(models.Model):
    """What ordered statements establish together."""

    class Status(models.TextChoices):
        FACT_2017 = "fact_2017", _("fact in 2017")
        THESIS = "thesis", _("thesis")
        MODEL = "model", _("model")
        INTENTION_2017 = "intention_2017", _("intention in 2017")

    class Axis(models.TextChoices):
        UNDERSTAND = "understand", _("understand")
        QUALIFY = "qualify", _("qualify")
        EVALUATE = "evaluate", _("evaluate")

    code = models.CharField(max_length=8, unique=True, validators=[RegexValidator(r"^R\d{2,3}$")])
    title = models.CharField(_("title"), max_length=200)
    status = models.CharField(_("status"), max_length=20, choices=Status)
    modality = models.CharField(_("modality"), max_length=40, blank=True)
    axis = models.CharField(_("axis"), max_length=20, choices=Axis)
    prisms = models.JSONField(_("prisms"), default=list, blank=True)
    visual_lost = models.BooleanField(_("its picture is lost"), default=False)
    statements = models.ManyToManyField(
        Statement, through="FindingStatement", related_name="findings"
    )
    complements = models.ManyToManyField(Reference, related_name="findings", blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class FindingStatement(models.Model):
    """The place of a statement in a finding."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="places")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "position"], name="finding_position"),
            models.UniqueConstraint(fields=["finding", "statement"], name="finding_statement"),
        ]
