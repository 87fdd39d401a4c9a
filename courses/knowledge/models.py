"""Source, Statement, Finding, Reference, Decision, Notice: loaded from files, never edited."""

from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.versioning import content_hash


class Written(models.Model):
    """A row that a file describes."""

    written = models.JSONField(default=dict, editable=False)
    """What its file says, as it says it: what an export writes back."""

    class Meta:
        abstract = True


class Prism(models.TextChoices):
    DOMAINS = "domains", _("domains")
    ACTORS = "actors", _("actors")
    TERRITORIES = "territories", _("territories")


class Source(Written):
    """A document that statements are quoted from; its file is kept byte for byte."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    published_on = models.DateField(_("published on"))
    file = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    licence = models.CharField(_("licence"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    text = models.TextField(editable=False, default="")
    """The file itself: encoded in UTF-8, its SHA-256 is the one above."""

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class Statement(Written):
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
    lost = models.CharField(_("what the source lost"), max_length=200, blank=True)

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


class PrismValue(Written):
    """One value of a prism: a word of the source (A), found elsewhere (B), or our own (C)."""

    prism = models.CharField(_("prism"), max_length=12, choices=Prism)
    key = models.SlugField(max_length=40)
    label = models.CharField(_("label"), max_length=100)
    letter = models.CharField(_("letter"), max_length=1)
    rests_on = models.CharField(_("rests on"), max_length=8, blank=True)
    """Code of the statement or the reference it comes from; empty for our own."""
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("value of a prism")
        verbose_name_plural = _("values of a prism")
        ordering: ClassVar = ["prism", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prism", "key"], name="prism_value_once"),
            models.CheckConstraint(
                condition=Q(letter__in=["A", "B", "C"]), name="prism_value_letter"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Reference(Written):
    """A document found elsewhere: a notice and an address, never the file itself."""

    code = models.CharField(max_length=8, unique=True, validators=[RegexValidator(r"^B\d{2,3}$")])
    title = models.CharField(_("title"), max_length=300)
    says = models.TextField(_("what it says"))
    url = models.URLField(_("address"), max_length=500)
    more_urls = models.JSONField(_("other addresses"), default=list, blank=True)
    reserve = models.TextField(_("reserve"), blank=True)
    values = models.ManyToManyField(PrismValue, related_name="references", blank=True)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Decision(Written):
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


class FindingQuerySet(models.QuerySet[Any]):
    def whole(self) -> Self:
        """With their ordered statements."""
        return self.prefetch_related("places__statement")


class Finding(Written):
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
    values = models.ManyToManyField(PrismValue, related_name="findings", blank=True)
    """What its statements name within these prisms; a prism without one is « non précisé »."""
    visual_lost = models.BooleanField(_("its picture is lost"), default=False)
    statements = models.ManyToManyField(
        Statement, through="FindingStatement", related_name="findings"
    )
    complements = models.ManyToManyField(Reference, related_name="findings", blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def as_it_is(self) -> dict[str, Any]:
        """What a lesson keeps of it: its words and its degree. No query when it is `whole`."""
        kept = {
            "code": self.code,
            "title": self.title,
            "status": self.status,
            "modality": self.modality,
            "statements": [[one.statement.code, one.statement.text] for one in self.places.all()],
        }
        return kept | {"hash": content_hash(kept)}


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


class Notice(Written):
    """A document of the academic shelf: described and linked, never hosted."""

    key = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    authors = models.JSONField(_("authors"), default=list)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    issued = models.CharField(_("date"), max_length=10)
    """As much as is known: « 2019 », « 2019-11 » or « 2019-11-05 »."""
    kind = models.CharField(_("type"), max_length=100)
    says = models.TextField(_("what it says"))
    url = models.URLField(_("address"), max_length=500)
    doi = models.CharField("DOI", max_length=100, blank=True)
    consulted = models.CharField(_("consulted"), max_length=10)
    consulted_note = models.CharField(_("how it was consulted"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=300)
    references = models.ManyToManyField(Reference, related_name="notices", blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="notices")
    findings = models.ManyToManyField(Finding, related_name="notices", blank=True)
    values = models.ManyToManyField(PrismValue, related_name="notices", blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.title


class LinkCheck(models.Model):
    """The last time an address was asked, and what it answered."""

    url = models.URLField(max_length=500, unique=True)
    checked_at = models.DateTimeField(_("checked at"))
    problem = models.CharField(_("problem"), max_length=200, blank=True)
    dead_since = models.DateTimeField(_("dead since"), null=True, blank=True)

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering: ClassVar = ["url"]

    def __str__(self) -> str:
        return self.url
