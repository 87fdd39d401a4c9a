"""Quotations in their context: the few lines of the source around them, numbered.

Three lines on each side and no more: the licence of the source is not confirmed (C06).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from courses.knowledge.models import Source, Statement

AROUND = 3


@dataclass(frozen=True)
class Line:
    """A line of a source as it stands in its file, or a run of empty ones."""

    first: int
    last: int
    text: str
    quoted: Statement | None = None
    is_start: bool = False
    """The first line of what is quoted: the one that names it."""

    @property
    def numbers(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True)
class Excerpt:
    """Statements whose contexts touch, in the order asked for, and the lines around them."""

    source: Source
    statements: tuple[Statement, ...]
    lines: tuple[Line, ...]

    @property
    def first(self) -> int:
        return self.lines[0].first

    @property
    def last(self) -> int:
        return self.lines[-1].last


def excerpts_of(statements: Sequence[Statement]) -> list[Excerpt]:
    """These statements in their context; the first asked for comes first."""
    order = {one.pk: place for place, one in enumerate(statements)}
    groups = [sorted(group, key=lambda one: order[one.pk]) for group in _touching(statements)]
    return [_excerpt(group) for group in sorted(groups, key=lambda group: order[group[0].pk])]


def _touching(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """Groups of statements whose contexts overlap or follow each other without a gap."""
    group: list[Statement] = []
    for one in sorted(statements, key=lambda one: (one.source_id, one.first_line)):
        if group and (
            one.source_id != group[0].source_id
            or one.first_line - AROUND > max(other.last_line for other in group) + AROUND + 1
        ):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _excerpt(statements: Sequence[Statement]) -> Excerpt:
    source = statements[0].source
    written = source.text.split("\n")
    first = max(1, min(one.first_line for one in statements) - AROUND)
    last = min(len(written), max(one.last_line for one in statements) + AROUND)
    quoted = {
        number: one for one in statements for number in range(one.first_line, one.last_line + 1)
    }
    lines = [
        _line(number, written[number - 1], quoted.get(number)) for number in range(first, last + 1)
    ]
    return Excerpt(source, tuple(statements), tuple(_joined(lines)))


def _line(number: int, text: str, quoted: Statement | None) -> Line:
    is_start = quoted is not None and quoted.first_line == number
    return Line(number, number, text if text.strip() else "", quoted, is_start)


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """The same with each run of empty lines made one, those of a quotation apart."""
    for (is_empty, quoted), run in groupby(lines, key=lambda line: (not line.text, line.quoted)):
        if is_empty:
            first, *_between, last = [*run] * 2
            yield Line(first.first, last.last, "", quoted)
        else:
            yield from run
