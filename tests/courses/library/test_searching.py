"""Looking for documents: the same expectations on SQLite and on PostgreSQL."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.catalogue.models import Course
from courses.knowledge.models import Finding
from courses.library.engines import install_index, ranks
from courses.library.indexing import UNSPECIFIED, rebuild_index
from courses.library.models import SearchDocument, SearchFacet
from courses.library.searching import Search
from tests.courses.small import LESSON_UN, NOW, Folder

pytestmark = pytest.mark.usefixtures("course")


def found(words: str, kind: str = "", **facets: str) -> list[str]:
    return [one.key for one in Search(words, kind, facets).found()]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("alliance", {"R01", "R20", "R23", "R26", "R31"}),
        ("alliances", {"R01", "R20", "R23", "R26", "R31"}),
        ("ALLIANCES", {"R01", "R20", "R23", "R26", "R31"}),
        ("co-construire", {"R02", "R05", "R07"}),
        ("coconstruction", {"R02", "R05", "R07"}),
        ("ecosysteme", {"R17", "R20"}),
        ("écosystèmes", {"R17", "R20"}),
        ("fragilites territoriales", {"R12"}),
        ("évaluer les impacts", {"R05", "R31"}),
        ("confiance dans l'avenir", {"R29"}),
        ("engager", {"R22", "R25", "R26"}),
        ("R17", {"R17"}),
        ("a55", {"R17"}),
    ],
)
def test_words_find_findings_whatever_their_form(words: str, keys: set[str]) -> None:
    assert keys <= set(found(words, "finding"))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("B05", "B05"),
        ("pouvoir d’achat", "B05"),
        ("chercheurs praticiens", "B17"),
    ],
)
def test_words_find_references(words: str, key: str) -> None:
    assert key in found(words, "reference")


def test_words_find_lessons_by_what_they_say() -> None:
    keys = found("jardiniers friche")
    assert keys == ["alliances-et-confiance/les-trois-spheres"]


@pytest.mark.parametrize("words", ["zzz", "'", '"', "& | !", "la de", "( zzz )", "\0", "*"])
def test_words_that_are_nowhere_find_nothing_and_break_nothing(words: str) -> None:
    assert found(words) == []


def test_a_title_comes_before_a_text() -> None:
    assert found("trois sphères", "finding")[0] == "R17"
    assert found("signaux faibles")[0] in {
        "R06",
        "alliances-et-confiance/trois-objectifs-et-signaux-faibles",
    }


def test_when_nothing_has_every_word_some_are_enough() -> None:
    search = Search("écosystème zzz")
    assert search.is_widened
    assert "R17" in [one.key for one in search.found()]
    assert not Search("écosystème").is_widened
    assert not Search("zzz").is_widened


def test_filters_hold_together() -> None:
    keys = found("", "finding", axis="understand", actors="organisations")
    assert keys == ["R08", "R17"]
    assert found("", "finding", axis="evaluate", status="intention_2017") == ["R30", "R31"]
    assert "R30" not in found("", "finding", prism="actors")
    assert "R12" in found("", "finding", territories=UNSPECIFIED)


def test_the_format_of_a_finding_is_that_of_the_courses_that_teach_it() -> None:
    assert "R17" in found("", "finding", format="mooc")
    assert found("", "lesson", format="mooc")
    Course.objects.filter(format="mooc").update(withdrawn_at=timezone.now())
    rebuild_index()
    assert "R17" not in found("", "finding", format="mooc")


def test_counts_are_by_kind_whatever_the_kind_chosen() -> None:
    counts = Search("", "lesson").counts()
    assert counts["finding"] == Finding.objects.count()
    assert counts["lesson"] == SearchDocument.objects.filter(kind="lesson").count()


def test_lessons_of_a_withdrawn_course_are_not_shown_at_once(course: Course) -> None:
    assert found("jardiniers friche")
    course.withdrawn_at = timezone.now()
    course.save()
    assert found("jardiniers friche") == []


def test_a_draft_is_not_found_until_it_is_published(small: Course, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Texte de la leçon.", "Un ornithorynque.")
    folder.load(NOW + timedelta(days=1), publish=False)
    assert found("ornithorynque") == []
    folder.load(NOW + timedelta(days=1))
    assert found("ornithorynque") == ["petite/petite-un"]


def test_a_lesson_inherits_the_facets_of_its_findings(small: Course) -> None:
    document = SearchDocument.objects.get(kind="lesson", key="petite/petite-un")
    facets = set(document.facets.values_list("facet", "value"))
    assert {("axis", "qualify"), ("status", "thesis"), ("prism", "actors")} <= facets
    assert ("actors", UNSPECIFIED) in facets


def _rows() -> list[Any]:
    documents = SearchDocument.objects.order_by("pk").values_list("pk", "content_hash")
    return [list(documents), sorted(SearchFacet.objects.values_list("pk", flat=True))]


def test_rebuilding_writes_nothing_when_nothing_changed() -> None:
    before = _rows()
    rebuild_index()
    assert _rows() == before


def test_rebuilding_forgets_what_is_gone() -> None:
    SearchDocument.objects.create(
        kind="finding", key="R99", position=99, title="Parti", title_stems="part", stems="xyzzy"
    )
    assert found("xyzzy") == ["R99"]
    rebuild_index()
    assert found("xyzzy") == []


def test_the_index_follows_a_row_that_changes() -> None:
    document = SearchDocument.objects.get(kind="finding", key="R17")
    document.stems = "xyzzy"
    document.save()
    assert found("xyzzy") == ["R17"]
    document.delete()
    assert ranks(["xyzzy"], every=True) == {}


def test_installing_the_index_again_loses_nothing() -> None:
    before = ranks(["allianc"], every=True)
    install_index()
    assert ranks(["allianc"], every=True) == before


class TestAnythingTyped(TestCase):
    """What people type is never read as the language of an engine."""

    @given(st.text(max_size=80))
    def test_anything_may_be_asked(self, words: str) -> None:
        Search(words).found()
