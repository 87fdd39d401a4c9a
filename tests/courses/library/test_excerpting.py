"""Quotations in their context: exact lines, three on each side, what touches put together."""

from typing import Any

import pytest

from courses.catalogue.models import Course
from courses.knowledge.models import Source, Statement
from courses.library.excerpting import AROUND, excerpts_of

LINES = [f"ligne {number}" for number in range(1, 41)]
LINES[19] = ""
LINES[20] = " "


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(
        slug="s", title="S", publisher="P", published_on="2017-11-23", text="\n".join(LINES)
    )


def _statement(source: Source, code: str, first: int, last: int = 0) -> Statement:
    return Statement.objects.create(
        code=code, source=source, first_line=first, last_line=last or first, kind="fact", text="x"
    )


def test_three_lines_on_each_side_and_no_more(source: Source) -> None:
    assert AROUND == 3
    (excerpt,) = excerpts_of([_statement(source, "A910", 10)])
    assert [line.first for line in excerpt.lines] == [7, 8, 9, 10, 11, 12, 13]
    assert [line.text for line in excerpt.lines if line.quoted] == ["ligne 10"]
    assert (excerpt.first, excerpt.last) == (7, 13)


@pytest.mark.parametrize(("line", "first", "last"), [(1, 1, 4), (2, 1, 5), (40, 37, 40)])
def test_the_ends_of_the_source_cut_the_context(
    source: Source, line: int, first: int, last: int
) -> None:
    (excerpt,) = excerpts_of([_statement(source, "A910", line)])
    assert (excerpt.first, excerpt.last) == (first, last)


def test_a_quotation_of_two_lines_is_named_at_its_first(source: Source) -> None:
    (excerpt,) = excerpts_of([_statement(source, "A910", 10, 11)])
    quoted = [line for line in excerpt.lines if line.quoted]
    assert [(line.first, line.is_start) for line in quoted] == [(10, True), (11, False)]


@pytest.mark.parametrize(("second", "count"), [(11, 1), (16, 1), (17, 1), (18, 2)])
def test_contexts_that_touch_are_one(source: Source, second: int, count: int) -> None:
    """Line 10 reaches to 13; a context from 14 on follows it without a gap."""
    pair = [_statement(source, "A910", 10), _statement(source, "A911", second)]
    found = excerpts_of(pair)
    assert len(found) == count
    numbers = [line.first for excerpt in found for line in excerpt.lines]
    assert len(numbers) == len(set(numbers))


def test_the_order_asked_for_is_kept(source: Source) -> None:
    late, early, beside = (
        _statement(source, "A910", 30),
        _statement(source, "A911", 5),
        _statement(source, "A912", 29),
    )
    found = excerpts_of([late, early, beside])
    assert [[one.code for one in excerpt.statements] for excerpt in found] == [
        ["A910", "A912"],
        ["A911"],
    ]


def test_empty_lines_in_a_row_are_said_once(source: Source) -> None:
    (excerpt,) = excerpts_of([_statement(source, "A910", 19)])
    empty = [line for line in excerpt.lines if not line.text]
    assert [line.numbers for line in empty] == ["20-21"]


def test_two_sources_are_never_put_together(source: Source) -> None:
    other = Source.objects.create(
        slug="t", title="T", publisher="P", published_on="2017-11-23", text="\n".join(LINES)
    )
    found = excerpts_of([_statement(source, "A910", 10), _statement(other, "A911", 11)])
    assert [excerpt.source.slug for excerpt in found] == ["s", "t"]


def test_every_shipped_statement_is_where_it_says(course: Course) -> None:
    """The marked lines hold the quotation, once emphasis and dashes are removed."""
    from courses.knowledge.quoting import normalise

    statements: Any = Statement.objects.select_related("source").filter(code__lt="A81")
    assert statements.count() == 80
    for one in statements:
        (excerpt,) = excerpts_of([one])
        assert normalise([line.text for line in excerpt.lines if line.quoted]) == one.text
