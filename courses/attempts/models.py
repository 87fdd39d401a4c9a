"""Attempt, Response, Score. Append-only once submitted."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.assessment.models import QuestionVersion, Quiz, QuizVersion
from courses.enrolment.models import Enrolment


class AttemptQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(submitted_at__isnull=True)

    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)


class Attempt(models.Model):
    """One try: what was asked, in which order, from when to when."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    quiz_version = models.ForeignKey(QuizVersion, models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField(_("attempt"))
    questions = models.JSONField(default=list)
    """Primary keys of the question versions drawn, in order."""
    seed = models.CharField(max_length=32)
    started_at = models.DateTimeField(_("started at"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "quiz"],
                condition=Q(submitted_at__isnull=True),
                name="one_open_attempt",
            ),
            models.UniqueConstraint(fields=["enrolment", "quiz", "number"], name="attempt_number"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Response(models.Model):
    """The answer given to one question of an attempt; replaced while the attempt is open."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    question_version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="responses")
    answer = models.JSONField(default=dict)
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attempt", "question_version"], name="one_response_a_question"
            )
        ]


class Score(models.Model):
    """A dated result of an attempt; the best valid one counts."""

    class Kind(models.TextChoices):
        AUTOMATIC = "automatic", _("automatic")
        HUMAN = "human", _("given by a person")
        RESCORED = "rescored", _("computed again")

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="scores")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.AUTOMATIC)
    percent = models.PositiveSmallIntegerField(_("percentage"))
    scored_at = models.DateTimeField(_("scored at"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_valid = models.BooleanField(_("counts"), default=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="score_is_a_percentage"),
            models.UniqueConstraint(
                fields=["attempt"],
                condition=Q(kind="automatic"),
                name="one_automatic_score",
            ),
        ]
