"""Organisation, Cohort, Enrolment, Role."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Course, CourseVersion


class Organisation(models.Model):
    """An employer or a partner."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Cohort(models.Model):
    """People who follow one course together; a standing cohort welcomes those who go alone."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=200)
    is_standing = models.BooleanField(_("always open"), default=False)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course"], condition=Q(is_standing=True), name="one_standing_cohort"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="cohort_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def with_course(self) -> Self:
        """With the course and its current version; the pinned one is loaded where it differs."""
        return self.select_related("course__current")


class Enrolment(models.Model):
    """One person's place in a cohort; it pins the version of the course required of them."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        # Names that a host's own user model is unlikely to have taken.
        related_name="courses_enrolments",
        verbose_name=_("person"),
    )
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    required_version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="required_of")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    enrolled_at = models.DateTimeField(_("enrolled at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(ended_at__isnull=True),
                name="one_open_enrolment",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Role(models.Model):
    """What a person does in a course or in one of its cohorts, beside learning."""

    class Kind(models.TextChoices):
        AUTHOR = "author", _("author")
        TRAINER = "trainer", _("trainer")
        MENTOR = "mentor", _("mentor")
        ORGANISER = "organiser", _("organiser")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="courses_roles",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("role"), max_length=10, choices=Kind)
    course = models.ForeignKey(Course, models.CASCADE, null=True, blank=True, related_name="roles")
    cohort = models.ForeignKey(Cohort, models.CASCADE, null=True, blank=True, related_name="roles")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, cohort=None)
                | Q(course=None, cohort__isnull=False),
                name="role_in_a_course_or_a_cohort",
            ),
            models.CheckConstraint(
                condition=Q(cohort__isnull=False) | Q(kind__in=["author", "trainer"]),
                name="course_roles_are_author_and_trainer",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "course"], name="role_once_in_course"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "cohort"], name="role_once_in_cohort"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
