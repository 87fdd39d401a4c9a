"""A change made in the database is detected, whatever it is, and said precisely."""

from typing import Any
from uuid import uuid4

import pytest

from courses.attendance import chain
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.attendance.paper import Mark, key_sheet
from courses.attendance.storing import attendance_storage
from tests.attending import Room, drawing, photo
from tests.courses.attendance.tampering import (
    LINES,
    MEETINGS,
    execute,
    line,
    renumber,
    set_column,
    told,
    without_guards,
)


def forge(meeting: Meeting, number: int, **changes: Any) -> None:
    """Change a line and give it the hash that it should then have."""
    changed = line(meeting, number)
    for name, value in changes.items():
        setattr(changed, name, value)
    changed.hash = chain.line_hash(changed)
    changed.save()


def test_an_untouched_sheet_holds(sheet: Meeting) -> None:
    assert told(sheet) == set()


def test_an_unsigned_meeting_holds(room: Room) -> None:
    assert told(room.meetings[3]) == set()


# One line -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("late_minutes", 15),
        ("is_absent", True),
        ("signed_at", "2026-03-10 08:00:00"),
        ("means", "scan"),
        ("previous_hash", "0" * 64),
        ("hash", "0" * 64),
    ],
)
def test_a_changed_line_is_named(tampered: Meeting, column: str, value: Any) -> None:
    set_column(Signature, line(tampered, 4).pk, column, value)
    assert ("changed", 4) in told(tampered)
    assert {number for _code, number in told(tampered)} == {4}


def test_a_changed_name_is_named(tampered: Meeting) -> None:
    set_column(Signature, line(tampered, 2).pk, "name", "Omar Haddad")
    assert told(tampered) == {("person_changed", 2)}


def test_a_changed_author_is_named(tampered: Meeting) -> None:
    set_column(Signature, line(tampered, 4).pk, "author_name", "Omar Haddad")
    assert told(tampered) == {("author_changed", 4)}


def test_a_name_erased_alone_is_named(tampered: Meeting) -> None:
    """What erasing does is all or nothing."""
    set_column(Signature, line(tampered, 2).pk, "name", "")
    assert told(tampered) == {("person_changed", 2)}
    set_column(Signature, line(tampered, 2).pk, "salt", "")
    assert told(tampered) == {("person_changed", 2)}


def test_a_line_written_anew_with_its_hash_is_named(tampered: Meeting) -> None:
    forge(tampered, 3, late_minutes=0, signed_at=tampered.starts_at)
    assert told(tampered) == {("changed", 3)}


def test_a_line_cut_from_the_chain_is_named(tampered: Meeting) -> None:
    forge(tampered, 3, previous_hash="0" * 64)
    assert told(tampered) == {("changed", 3)}


def test_the_last_line_written_anew_is_named(tampered: Meeting) -> None:
    forge(tampered, 5, signed_at=tampered.starts_at)
    assert told(tampered) == {("end_changed", 5)}


# Lines gone, come, moved --------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_removed_line_is_named(tampered: Meeting, number: int) -> None:
    execute(f'DELETE FROM "{LINES}" WHERE id = %s', line(tampered, number).pk)
    assert told(tampered) == {("removed", number)}


def test_all_lines_removed(tampered: Meeting) -> None:
    pk = line(tampered, 4).pk
    execute(f'DELETE FROM "{LINES}" WHERE id = %s', pk)
    execute(f'DELETE FROM "{LINES}" WHERE meeting_id = %s', tampered.pk)
    assert told(tampered) == {("removed", number) for number in range(1, 6)}


def test_a_removed_line_is_named_although_the_others_close_up(tampered: Meeting) -> None:
    execute(f'DELETE FROM "{LINES}" WHERE id = %s', line(tampered, 2).pk)
    renumber(tampered, lambda number: number - (number > 2))
    assert told(tampered) == {("removed", 2), ("moved", 2), ("moved", 3), ("moved", 4)}


def test_swapped_lines_are_named(tampered: Meeting) -> None:
    renumber(tampered, lambda number: {1: 2, 2: 1}.get(number, number))
    assert told(tampered) == {("moved", 1), ("moved", 2)}


@pytest.mark.parametrize("is_well_made", [True, False])
def test_a_line_added_at_the_end_is_named(
    tampered: Meeting, room: Room, is_well_made: bool
) -> None:
    added = line(tampered, 5)
    extra = Signature(
        meeting=tampered,
        number=6,
        kind="presence",
        enrolment=room.enrol("Dina Roy"),
        means="scan",
        signed_at=tampered.starts_at,
        previous_hash=added.hash,
        person_digest="0" * 64,
        author_digest="0" * 64,
        erased_at=tampered.starts_at,
    )
    extra.hash = chain.line_hash(extra) if is_well_made else "0" * 64
    extra.save()
    assert told(tampered) == {("inserted", 6)}
    execute(f'UPDATE "{MEETINGS}" SET last_number = 6 WHERE id = %s', tampered.pk)
    assert told(tampered) == {("end_changed" if is_well_made else "changed", 6)}


def test_a_line_slipped_in_between_is_named(tampered: Meeting, room: Room) -> None:
    renumber(tampered, lambda number: number + (number > 1))
    twin = line(tampered, 1)
    twin.pk, twin.uuid, twin.number = None, uuid4(), 2
    twin.enrolment, twin.previous_hash = room.enrol("Dina Roy"), twin.hash
    twin.person_ref, twin.salt = "", ""
    twin.hash = chain.line_hash(twin)
    twin.save(force_insert=True)
    found = told(tampered)
    assert ("inserted", 2) in found
    assert {("moved", 3), ("moved", 4), ("moved", 5), ("moved", 6)} <= found
    assert not any(code == "removed" for code, _number in found)


def test_a_line_taken_to_another_meeting_is_missed_and_seen(tampered: Meeting, room: Room) -> None:
    other = room.meetings[1]
    set_column(Signature, line(tampered, 3).pk, "meeting_id", other.pk)
    assert ("removed", 3) in told(tampered)
    assert told(other) == {("inserted", 3)}


# The meeting, the person, the files ---------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ends_at", "2026-03-10 17:30:00"),
        ("time_zone", "Pacific/Noumea"),
        ("is_countersigned", False),
        ("kind", "webinar"),
    ],
)
def test_a_changed_meeting_is_told(tampered: Meeting, column: str, value: Any) -> None:
    set_column(Meeting, tampered.pk, column, value)
    assert told(tampered) == {("meeting_changed", None)}


def test_a_signed_meeting_cancelled_in_the_database_is_told(tampered: Meeting) -> None:
    Meeting.objects.filter(pk=tampered.pk).update(
        cancelled_at=tampered.starts_at, cancelled_because="Neige"
    )
    assert told(tampered) == {("meeting_changed", None)}


def test_a_shortened_end_is_told(tampered: Meeting) -> None:
    set_column(Meeting, tampered.pk, "last_number", 4)
    assert told(tampered) == {("inserted", 5), ("end_changed", 4)}
    set_column(Meeting, tampered.pk, "last_hash", line(tampered, 4).hash)
    assert told(tampered) == {("inserted", 5)}


def test_a_place_given_to_somebody_else_is_told(tampered: Meeting, room: Room, omar: Any) -> None:
    alice = room.learners[0]
    alice.person = omar
    alice.save()
    assert told(tampered) == {("person_swapped", 1)}


def test_a_changed_or_missing_image_is_told(sheet: Meeting) -> None:
    name, storage = line(sheet, 2).image, attendance_storage()
    with storage.open(name, "wb") as file:
        file.write(drawing())
    assert told(sheet) == {("image_changed", 2)}
    storage.delete(name)
    assert told(sheet) == {("image_missing", 2)}


def test_a_changed_or_missing_photograph_is_told(room: Room) -> None:
    meeting = room.meetings[1]
    paper = key_sheet(
        meeting,
        photo=photo(),
        marks=[Mark(room.learners[0])],
        by=room.organiser,
        now=meeting.ends_at,
    )
    with attendance_storage().open(paper.image, "wb") as file:
        file.write(photo("PNG"))
    assert told(meeting) == {("photo_changed", None)}
    attendance_storage().delete(paper.image)
    assert told(meeting) == {("photo_missing", None)}
    without_guards()
    set_column(PaperSheet, paper.pk, "sha256", "0" * 64)
    assert ("changed", 1) in told(meeting)
    set_column(PaperSheet, paper.pk, "image", "")
    assert ("photo_missing", None) in told(meeting)
