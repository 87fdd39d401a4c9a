"""Looking for documents: the words asked for, the filters, the best first."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString

from courses.library.engines import ranks
from courses.library.extracts import extract, highlight
from courses.library.models import SearchDocument
from courses.library.stemming import asked_stems

MAX_WORDS = 20
PAGE = 20


@dataclass(frozen=True)
class Result:
    """A document as a page of results shows it."""

    document: SearchDocument
    title: SafeString
    extract: SafeString

    @property
    def course_url(self) -> str:
        """Where somebody who is not signed in learns how to open a lesson; empty otherwise."""
        course = self.document.course
        return reverse("courses:learning:course", args=[course.slug]) if course else ""

    @property
    def kind_label(self) -> str:
        return str(SearchDocument.Kind(self.document.kind).label)


@dataclass
class Search:
    """What somebody looks for: words, a kind of document, filters; all may be empty."""

    words: str = ""
    kind: str = ""
    facets: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(init=False)
    is_widened: bool = field(init=False, default=False)
    """No document has every word: these have some of them."""

    def __post_init__(self) -> None:
        self.asked = asked_stems(self.words)[:MAX_WORDS]
        self._ranks: dict[int, float] = {}
        if self.asked:
            self._ranks = ranks(self.asked, every=True)
            if not self._ranks and len(self.asked) > 1:
                self._ranks = ranks(self.asked, every=False)
                self.is_widened = bool(self._ranks)

    @property
    def is_empty(self) -> bool:
        return not (self.asked or self.facets or self.kind)

    def counts(self) -> dict[str, int]:
        """How many documents of each kind answer, whatever the kind chosen."""
        found = self._matching().values_list("kind").annotate(count=Count("pk", distinct=True))
        return dict(found.order_by())

    def found(self) -> list[SearchDocument]:
        """Every document that answers, without its text."""
        documents: Any = (
            self._matching().select_related("course").defer("text", "stems", "title_stems")
        )
        if self.kind:
            documents = documents.filter(kind=self.kind)
        if not self.asked:
            return list(documents)
        return sorted(documents, key=lambda one: (-self._ranks[one.pk], one.kind, one.position))

    def results(self, documents: list[SearchDocument]) -> list[Result]:
        """Titles and extracts of a page of documents, in one query."""
        texts = dict(
            SearchDocument.objects.filter(pk__in=[one.pk for one in documents]).values_list(
                "pk", "text"
            )
        )
        return [
            Result(
                one, highlight(one.title, self.asked), extract(texts.get(one.pk, ""), self.asked)
            )
            for one in documents
        ]

    def _matching(self) -> Any:
        documents = SearchDocument.objects.shown().having(self.facets)
        return documents.filter(pk__in=self._ranks) if self.asked or self.words else documents
