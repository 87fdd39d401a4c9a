"""Quiz and Question, and their versions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.assessment.kinds import Kind, kind_named
from courses.knowledge.models import Decision, Reference, Statement
from courses.versioning import FileVersion


class Quiz(models.Model):
    """A questionnaire, whatever its version."""

    uuid = models.UUIDField(unique=True, editable=False)
    key = models.SlugField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self) -> str:
        return self.key


class Question(models.Model):
    """A question of a questionnaire, whatever its version."""

    uuid = models.UUIDField(unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=100)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quiz", "key"], name="question_key_in_quiz")
        ]

    def __str__(self) -> str:
        return self.key


class QuestionVersion(FileVersion):
    """A question as it was written: its body belongs to its kind."""

    IDENTITY = "question"

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    kind = models.CharField(_("kind"), max_length=20)
    prompt = models.TextField(_("question"))
    prompt_html = models.TextField(editable=False)
    explanation = models.TextField(_("explanation"), blank=True)
    explanation_html = models.TextField(blank=True, editable=False)
    body = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_number")
        ]

    def __str__(self) -> str:
        return self.prompt

    @property
    def behaviour(self) -> Kind:
        """How this kind of question is shown, read and graded."""
        return kind_named(self.kind)


class QuizVersion(FileVersion):
    """A questionnaire as it was written: ordered question versions."""

    IDENTITY = "quiz"

    class Layout(models.TextChoices):
        ALL = "all", _("all on one page")
        ONE = "one", _("one at a time")

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="versions")
    title = models.CharField(_("title"), max_length=200)
    layout = models.CharField(_("layout"), max_length=5, choices=Layout, default=Layout.ALL)
    is_graded = models.BooleanField(_("counts for completion"), default=True)
    questions = models.ManyToManyField(QuestionVersion, through="QuizVersionQuestion")

    class Meta:
        verbose_name = _("questionnaire version")
        verbose_name_plural = _("questionnaire versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quiz", "number"], name="quiz_version_number")
        ]

    def __str__(self) -> str:
        return self.title


class QuizVersionQuestion(models.Model):
    """The place of a question in a questionnaire."""

    quiz_version = models.ForeignKey(QuizVersion, models.CASCADE, related_name="places")
    question_version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quiz_version", "position"], name="quiz_position")
        ]


class QuestionCitation(models.Model):
    """What a question rests on, as it was when the question was written."""

    question_version = models.ForeignKey(QuestionVersion, models.CASCADE, related_name="citations")
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, related_name="question_citations"
    )
    reference = models.ForeignKey(
        Reference, models.PROTECT, null=True, related_name="question_citations"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="question_citations"
    )
    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
