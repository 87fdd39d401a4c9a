"""The prisms crossed: how many findings, lessons and references stand in each cell."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, sqrt

from courses.library.models import SearchDocument, SearchFacet

Kind = SearchDocument.Kind
COUNTED = (Kind.FINDING, Kind.LESSON, Kind.REFERENCE)
Place = tuple[str, str]


@dataclass(frozen=True)
class Cell:
    """`row` and `column` are values of the two prisms; `documents` their keys, by kind."""

    row: str
    column: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Matrix:
    rows: list[tuple[str, str]]
    columns: list[tuple[str, str]]
    cells: dict[Place, Cell]

    def lines(self) -> Iterable[tuple[str, str, list[Cell]]]:
        """(key, label, cells) of each row, from left to right."""
        for key, label in self.rows:
            yield key, label, [self.cells[key, column] for column, _label in self.columns]

    @property
    def most(self) -> int:
        return max((cell.total for cell in self.cells.values()), default=0)


def cross(
    rows: str, columns: str, *, values: dict[str, list[tuple[str, str]]], only: dict[str, str]
) -> Matrix:
    """The two prisms crossed, among the documents that have `only`. Two queries."""
    kinds = dict(
        SearchDocument.objects.shown()
        .having(only)
        .filter(kind__in=COUNTED)
        .order_by()
        .values_list("pk", "kind")
    )
    held = _held(kinds, (rows, columns))
    found: dict[Place, dict[str, int]] = defaultdict(_none)
    for document, prisms in held.items():
        for row in prisms[rows]:
            for column in prisms[columns]:
                found[row, column][kinds[document]] += 1
    cells = {
        (row, column): Cell(row, column, found[row, column])
        for row, _row in values[rows]
        for column, _column in values[columns]
    }
    return Matrix(values[rows], values[columns], cells)


def _none() -> dict[str, int]:
    return {str(kind): 0 for kind in COUNTED}


def _held(kinds: Iterable[int], prisms: tuple[str, str]) -> dict[int, dict[str, list[str]]]:
    """The values of these two prisms that each document has."""
    held: dict[int, dict[str, list[str]]] = defaultdict(lambda: {prism: [] for prism in prisms})
    facets = SearchFacet.objects.filter(document__in=list(kinds), facet__in=prisms)
    for document, facet, value in facets.values_list("document", "facet", "value"):
        held[document][facet].append(value)
    return held


# The picture --------------------------------------------------------------------------------------

WIDTH, HEADER, ROW, LABEL, GAP = 360, 26, 62, 20, 4
"""Units of the drawing: near the pixels of a telephone, so that its words keep their size."""
LEVELS = 4


@dataclass(frozen=True)
class Tile:
    """A cell in the picture; `level` from 0 (empty) to LEVELS, with its number written on it."""

    x: int
    y: int
    level: int
    cell: Cell


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    tile_width: int
    tile_height: int
    tiles: list[Tile]
    row_labels: list[tuple[int, str]]
    column_labels: list[tuple[int, str]]


def picture_of(matrix: Matrix) -> Picture:
    """Where everything stands: the name of each row over it, its tiles below."""
    step = WIDTH // len(matrix.columns)
    xs = [step * at for at in range(len(matrix.columns))]
    tops = [HEADER + ROW * at for at in range(len(matrix.rows))]
    tiles = [
        Tile(x, top + LABEL, _level(cell, matrix.most), cell)
        for top, (_key, _label, cells) in zip(tops, matrix.lines(), strict=True)
        for x, cell in zip(xs, cells, strict=True)
    ]
    return Picture(
        width=WIDTH,
        height=HEADER + ROW * len(tops),
        tile_width=step - GAP,
        tile_height=ROW - LABEL - GAP,
        tiles=tiles,
        row_labels=[(top, label) for top, (_key, label) in zip(tops, matrix.rows, strict=True)],
        column_labels=[(x, label) for x, (_key, label) in zip(xs, matrix.columns, strict=True)],
    )


def _level(cell: Cell, most: int) -> int:
    # The square root: a few documents still show beside many.
    return ceil(LEVELS * sqrt(cell.total / most)) if cell.total else 0
