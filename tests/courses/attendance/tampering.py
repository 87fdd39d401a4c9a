"""Changing sheets as somebody would who can write in the database, its guards taken away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from courses.attendance.checking import Problem, check_sheet
from courses.attendance.correcting import correct_presence
from courses.attendance.handwriting import Hand
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.attendance.writing import Missed
from tests.attending import Room, drawing

LINES = Signature._meta.db_table
MEETINGS = Meeting._meta.db_table


class _UndoError(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What the block does to the database is undone, its triggers included."""
    try:
        with transaction.atomic():
            yield
            raise _UndoError
    except _UndoError:
        pass


def without_guards() -> None:
    """Drop the triggers; and on SQLite the unique numbers, in the way of whoever renumbers."""
    names = ("frozen", "kept", "erased", "author_erased")
    with connection.cursor() as cursor:
        for model in (Meeting, PaperSheet, Signature):
            table = model._meta.db_table
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            for name in names:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_{name}"{on}')


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def set_column(model: Any, pk: int, column: str, value: Any) -> None:
    execute(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE id = %s', value, pk)


def renumber(meeting: Meeting, new: Callable[[int], int]) -> None:
    """Give each line another number, by way of numbers that nobody has."""
    for pk, number in meeting.signatures.values_list("pk", "number"):
        set_column(Signature, pk, "number", new(number) + 1000)
    execute(f'UPDATE "{LINES}" SET number = number - 1000 WHERE meeting_id = %s', meeting.pk)


def told(meeting: Meeting) -> set[tuple[str, int | None]]:
    """The faults of a sheet: what, and at which line."""
    found: list[Problem] = check_sheet(Meeting.objects.get(pk=meeting.pk))
    assert all(one.sentence for one in found)
    return {(one.code, one.line) for one in found}


def sign_all(room: Room) -> Meeting:
    """Three presences (one drawn), one correction, a counter-signature: five lines."""
    alice, bilal, chloe = room.learners
    room.sign(alice, room.first)
    room.sign(bilal, room.first, hand=Hand(drawing=drawing()))
    room.sign(chloe, room.first)
    correct_presence(
        room.first,
        enrolment=chloe,
        missed=Missed(late=20),
        reason="Train en retard",
        by=room.trainer,
        now=room.first.starts_at + timedelta(hours=1),
    )
    room.countersign(room.first)
    return room.first


def line(meeting: Meeting, number: int) -> Signature:
    found: Signature = meeting.signatures.in_order().get(number=number)
    return found
