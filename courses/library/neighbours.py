"""What comes before and after, for who reads on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Neighbours:
    """The rows on each side; none at an end."""

    before: Any = None
    after: Any = None


def neighbours_of(row: Any, rows: QuerySet[Any]) -> Neighbours:
    """Those of `row` among ordered `rows`, in one query."""
    around = [None, *rows, None]
    at = around.index(row)
    return Neighbours(around[at - 1], around[at + 1])
