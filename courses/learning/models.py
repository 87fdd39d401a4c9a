"""LessonProgress, Position, JournalEntry, ModuleCompletion, Completion."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CourseVersion, Lesson, LessonVersion, Module, ModuleVersion
from courses.enrolment.models import Enrolment


class LessonProgress(models.Model):
    """The fact that a lesson was read; never deleted, never computed again."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="progress")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="progress")
    lesson_version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(_("first read at"))

    class Meta:
        verbose_name = _("lesson read")
        verbose_name_plural = _("lessons read")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="lesson_read_once")
        ]


class Position(models.Model):
    """Where a person stopped; it may move both ways, and proves nothing."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="position")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    anchor = models.SlugField(max_length=120, blank=True)
    """The last heading passed in the lesson."""
    moved_at = models.DateTimeField()


class JournalEntry(models.Model):
    """A private note of the learner on a lesson: nobody else reads it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="journal")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_entry_a_lesson")
        ]


class ModuleCompletion(models.Model):
    """The fact that a module was completed within an enrolment."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="module_completions")
    module = models.ForeignKey(Module, models.PROTECT, related_name="completions")
    module_version = models.ForeignKey(ModuleVersion, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(_("completed at"))
    rule = models.CharField(max_length=40)
    evidence = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("module completion")
        verbose_name_plural = _("module completions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "module"], name="module_completed_once")
        ]


class Completion(models.Model):
    """The fact that a course was completed: when, by which rule, on what evidence."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="completion")
    course_version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(_("completed at"))
    rule = models.CharField(max_length=40)
    evidence = models.JSONField(default=dict)
    """What it rests on, as it was: SHA-256 of each list of facts, and what documents say of it."""

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
