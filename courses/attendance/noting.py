"""Noting elsewhere where each sheet ends: whoever rewrites a whole chain cannot rewrite the note.

What is noted names nobody.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from courses.attendance.checking import Problem
from courses.attendance.models import Meeting, Signature

Ends = dict[str, list[Any]]
"""By meeting: the number and the hash of its last line."""


def ends_of_sheets() -> Ends:
    signed = Meeting.objects.filter(last_number__gt=0).order_by("pk")
    return {str(one.uuid): [one.last_number, one.last_hash] for one in signed}


def compare(noted: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    """Each sheet that is no longer the one noted, and how. ValueError for what is no note."""
    for uuid, end in noted.items():
        number, hashed = end
        line = Signature.objects.filter(meeting__uuid=UUID(uuid), number=number).first()
        if line is None:
            yield uuid, Problem("gone", number)
        elif line.hash != hashed:
            yield uuid, Problem("rewritten", number)
