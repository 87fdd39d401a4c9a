"""Course, Module, Lesson, and their versions.

A module belongs to no course: many versions of courses may hold it.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from courses.assessment.models import QuizVersion
from courses.catalogue.durations import spoken_promise
from courses.knowledge.models import Decision, Finding, Reference, Statement
from courses.versioning import FileVersion


class Lesson(models.Model):
    """A lesson, whatever its version."""

    uuid = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return self.slug


class Module(models.Model):
    """A module, whatever its version."""

    uuid = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self) -> str:
        return self.slug


class CourseQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        """Open to the public: published once and not withdrawn since."""
        return self.filter(current__isnull=False, withdrawn_at__isnull=True)

    def shortest_first(self) -> Self:
        """In the order of the source, from the awareness session to the nine months."""
        order = {name: place for place, name in enumerate(Course.Format.values)}
        places = (When(format=name, then=Value(place)) for name, place in order.items())
        return self.order_by(Case(*places), "slug")


class Course(models.Model):
    """What a person may follow, whatever its version."""

    class Format(models.TextChoices):
        AWARENESS = "awareness", _("awareness session")
        ACADEMIC = "academic", _("academic content")
        MOOC = "mooc", _("online course (MOOC)")
        FORMACTION = "formaction", _("form'action")
        EXPERIENCE = "experience", _("experience path")

    SELF_PACED: ClassVar = frozenset({Format.MOOC, Format.ACADEMIC})
    """What is followed alone; the others have dates, places and people who accompany."""

    uuid = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    format = models.CharField(_("format"), max_length=20, choices=Format, default=Format.MOOC)
    current = models.ForeignKey(
        "CourseVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The version that the public sees."""
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return self.current.title if self.current else self.slug

    @property
    def is_self_paced(self) -> bool:
        return self.format in self.SELF_PACED


class Diagram(models.Model):
    """A drawing and what it says in words; a lesson's HTML holds it as it was then."""

    key = models.SlugField(max_length=80, unique=True)
    svg = models.TextField("SVG")
    text = models.TextField(_("the same in words (Markdown)"))

    class Meta:
        verbose_name = _("diagram")
        verbose_name_plural = _("diagrams")
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key


class Media(models.Model):
    """An image, a video, its captions: a row for each content; a lesson keeps the one it had."""

    name = models.CharField(_("name"), max_length=100)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file = models.FileField(max_length=200)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("media file")
        verbose_name_plural = _("media files")
        ordering: ClassVar = ["name", "loaded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "sha256"], name="media_content_once")
        ]

    def __str__(self) -> str:
        return self.name


class LessonVersion(FileVersion):
    """A lesson as it was written: its Markdown, the HTML made of it once, its questionnaire."""

    IDENTITY = "lesson"
    DERIVED = frozenset({"html", "render_version"})

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="versions")
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("duration in minutes"))
    aims = models.JSONField(_("aims"), default=list)
    journal_prompt = models.TextField(_("journal question"), blank=True)
    body = models.TextField(_("text (Markdown)"))
    html = models.TextField(editable=False)
    render_version = models.PositiveSmallIntegerField(editable=False)
    quiz_version = models.ForeignKey(
        QuizVersion, models.PROTECT, null=True, blank=True, related_name="lesson_versions"
    )
    findings = models.ManyToManyField(Finding, related_name="lesson_versions", blank=True)
    findings_then = models.JSONField(default=list, editable=False)
    """These findings as they were: see `Finding.as_it_is`."""
    media = models.ManyToManyField(Media, related_name="lesson_versions", blank=True)

    class Meta:
        verbose_name = _("lesson version")
        verbose_name_plural = _("lesson versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lesson", "number"], name="lesson_version_number")
        ]

    def __str__(self) -> str:
        return self.title


class LessonCitation(models.Model):
    """A marked passage of a lesson and what it cites, as it was when the lesson was written."""

    class Mark(models.TextChoices):
        SOURCE = "source", _("what the source says")
        ELSEWHERE = "elsewhere", _("found elsewhere")
        READING = "reading", _("our reading")

    lesson_version = models.ForeignKey(LessonVersion, models.CASCADE, related_name="citations")
    passage = models.SlugField(max_length=100, default="")
    """The identifier of the passage in its lesson."""
    mark = models.CharField(max_length=10, choices=Mark)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, related_name="lesson_citations"
    )
    reference = models.ForeignKey(
        Reference, models.PROTECT, null=True, related_name="lesson_citations"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="lesson_citations"
    )
    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="lesson_citation_of_one_thing",
                condition=Q(statement__isnull=False, reference=None, decision=None)
                | Q(statement=None, reference__isnull=False, decision=None)
                | Q(statement=None, reference=None, decision__isnull=False),
            )
        ]


class ModuleVersion(FileVersion):
    """A module as it was written: ordered lesson versions."""

    IDENTITY = "module"

    module = models.ForeignKey(Module, models.PROTECT, related_name="versions")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    aims = models.JSONField(_("aims"), default=list)
    stage = models.JSONField(default=dict, editable=False)
    """What an accompanied format does with it: see `stage` in module.schema.json."""
    lessons = models.ManyToManyField(LessonVersion, through="ModuleVersionLesson")

    class Meta:
        verbose_name = _("module version")
        verbose_name_plural = _("module versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["module", "number"], name="module_version_number")
        ]

    def __str__(self) -> str:
        return self.title


class ModuleVersionLesson(models.Model):
    """The place of a lesson in a module."""

    module_version = models.ForeignKey(ModuleVersion, models.CASCADE, related_name="lesson_places")
    lesson_version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="module_places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["module_version", "position"], name="lesson_position")
        ]


class CourseVersion(FileVersion):
    """A course as it was written: ordered module versions, thresholds, and its outline as data."""

    IDENTITY = "course"

    class Awarding(models.TextChoices):
        AUTOMATIC = "automatic", _("automatic")
        CONFIRMED = "confirmed", _("confirmed by the trainer")

    course = models.ForeignKey(Course, models.PROTECT, related_name="versions")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    language = models.CharField(_("language"), max_length=10, default="fr")
    aims = models.JSONField(_("aims"), default=list)
    audience = models.JSONField(_("audience"), default=list)
    prerequisites = models.TextField(_("prerequisites"), blank=True)
    authors = models.JSONField(_("authors"), default=list)
    licence = models.CharField(_("licence"), max_length=300, blank=True)
    quiz_percent = models.PositiveSmallIntegerField(_("threshold of every questionnaire"))
    awarding = models.CharField(
        _("award"), max_length=10, choices=Awarding, default=Awarding.AUTOMATIC
    )
    programme = models.JSONField(default=dict, editable=False)
    """What an accompanied format promises: see `programme` in course.schema.json."""
    outline = models.JSONField(default=list, editable=False)
    """See `courses.catalogue.outline`."""
    modules = models.ManyToManyField(ModuleVersion, through="CourseVersionModule")

    class Meta:
        verbose_name = _("course version")
        verbose_name_plural = _("course versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "number"], name="course_version_number"),
            models.CheckConstraint(
                condition=Q(quiz_percent__lte=100), name="course_quiz_percent_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def promised(self) -> str:
        """How long an accompanied course lasts, in words: « 2 h », « 14 h », « 9 mois »."""
        return spoken_promise(self.programme)


class CourseVersionModule(models.Model):
    """The place of a module in a course."""

    course_version = models.ForeignKey(CourseVersion, models.CASCADE, related_name="module_places")
    module_version = models.ForeignKey(ModuleVersion, models.PROTECT, related_name="course_places")
    position = models.PositiveSmallIntegerField()
    is_required = models.BooleanField(_("required"), default=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course_version", "position"], name="module_position")
        ]
