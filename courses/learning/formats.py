"""The contract of a format, and the registry of those that exist.

Each format says, in its own way, what is missing before it is completed, what happened and what
comes next, how many hours it counts, and what proves it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db.models import prefetch_related_objects

from courses.enrolment.models import Enrolment
from courses.hooks import Missing, Step


class Format(Protocol):
    RULE: str
    """Name and version of the rule of completion, kept with each completion."""

    def missing(
        self, enrolments: Sequence[Enrolment], now: datetime
    ) -> dict[int, list[Missing]]: ...

    def steps(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Step]]: ...

    def hours(self, enrolment: Enrolment) -> float: ...

    def evidence(self, enrolment: Enrolment) -> dict[str, Any]: ...


formats: dict[str, Format] = {}


def format_of(enrolment: Enrolment) -> Format:
    """KeyError for a format that no installed package handles."""
    return formats[enrolment.course.format]


def by_format(enrolments: Sequence[Enrolment]) -> dict[Format, list[Enrolment]]:
    """A list of enrolments, divided for one call to each format."""
    divided: dict[str, list[Enrolment]] = {}
    for enrolment in enrolments:
        divided.setdefault(enrolment.course.format, []).append(enrolment)
    return {formats[name]: group for name, group in divided.items()}


def missing(enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
    """What each enrolment lacks to be completed, whatever its format.

    Nothing, for ever, once it is completed: what was earned is never asked again.
    """
    # No query for those loaded with their completion.
    prefetch_related_objects(enrolments, "completion")
    found: dict[int, list[Missing]] = {
        each.pk: [] for each in enrolments if getattr(each, "completion", None)
    }
    for one, group in by_format([each for each in enrolments if each.pk not in found]).items():
        found |= one.missing(group, now)
    return found
