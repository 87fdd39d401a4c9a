"""The search index: what the resource centre shows, in the form in which it is looked for."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Course


class SearchDocumentQuerySet(models.QuerySet[Any]):
    def shown(self) -> Self:
        """Those of no course, and those of courses that are open to the public."""
        return self.filter(Q(course=None) | Q(course__in=Course.objects.published()))

    def having(self, facets: dict[str, str]) -> Self:
        """Those with every one of these values."""
        found = self
        for facet, value in facets.items():
            found = found.filter(facets__facet=facet, facets__value=value)
        return found


class SearchDocument(models.Model):
    """A finding, a lesson or a reference: derived from them, made again when they change.

    `courses.library.engines` gives the table the full-text index of its database.
    """

    class Kind(models.TextChoices):
        FINDING = "finding", _("finding")
        LESSON = "lesson", _("lesson")
        REFERENCE = "reference", _("reference")
        NOTICE = "notice", _("notice")

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=210)
    course = models.ForeignKey(Course, models.CASCADE, null=True, related_name="+")
    position = models.PositiveIntegerField()
    """Among those of its kind, when nothing is looked for."""
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    note = models.CharField(max_length=300)
    """What is said of it beside its title."""
    text = models.TextField()
    title_stems = models.TextField()
    stems = models.TextField()
    content_hash = models.CharField(max_length=64)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["kind", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="search_document_once")
        ]

    def __str__(self) -> str:
        return self.title


class SearchFacet(models.Model):
    """One value by which a document may be filtered, and placed in the matrix."""

    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facet", "value", "document"], name="search_facet_once")
        ]
