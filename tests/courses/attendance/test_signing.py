"""Signing a presence: each way to do it, and each reason to refuse."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.attendance.coding import link_token
from courses.attendance.handwriting import WORDING, Hand
from courses.attendance.signing import sign_by_link, sign_on_device, tick_presence
from courses.attendance.storing import attendance_storage, read, sha256_of
from courses.attendance.writing import Missed
from tests.attending import Room, drawing, typed
from tests.courses.attendance.refusals import refused
from tests.courses.attendance.scanning import MINUTE, scan


def test_sign_by_scan_keeps_who_when_which_and_how(room: Room) -> None:
    alice = room.learners[0]
    line = scan(room, alice)
    line.refresh_from_db()
    assert (line.kind, line.means, line.gesture) == ("presence", "scan", "typed")
    assert (line.meeting, line.enrolment, line.number) == (room.first, alice, 1)
    assert line.signed_at == room.first.starts_at + 5 * MINUTE
    assert line.name == line.typed_name == line.author_name == "Alice Lefèvre-Nuñez"
    assert line.person_ref == line.author_ref == str(alice.person.pk)
    assert line.consent == WORDING
    assert len(bytes.fromhex(line.salt)) == len(bytes.fromhex(line.author_salt)) == 16
    assert line.salt != line.author_salt


def test_sign_by_drawing_keeps_the_image(room: Room) -> None:
    line = scan(room, room.learners[0], hand=Hand(drawing=drawing()))
    assert (line.gesture, line.typed_name, line.consent) == ("drawn", "", "")
    assert sha256_of(read(line.image)) == line.image_sha256


def test_a_refused_drawing_leaves_no_file(room: Room, caplog: Any) -> None:
    scan(room, room.learners[0])
    with refused("already_signed", caplog):
        scan(room, room.learners[0], hand=Hand(drawing=drawing()))
    folders = attendance_storage().listdir("attendance")[0]
    assert not any(attendance_storage().listdir(f"attendance/{one}")[1] for one in folders)


def test_sign_by_personal_link_needs_no_account(room: Room) -> None:
    bilal, meeting = room.learners[1], room.first
    token = link_token(bilal, meeting)
    line = sign_by_link(token, hand=typed(bilal.person), now=meeting.starts_at)
    assert (line.means, line.enrolment, line.author_name) == ("personal_link", bilal, "Bilal Ouali")


def test_sign_on_the_trainers_device_says_whose_it_was(room: Room) -> None:
    chloe, meeting = room.learners[2], room.first
    line = sign_on_device(
        meeting,
        enrolment=chloe,
        hand=typed(chloe.person),
        by=room.trainer,
        now=meeting.starts_at,
    )
    assert (line.means, line.name, line.author_name) == (
        "trainer_device",
        "Chloé Martin",
        "Tarik Benali",
    )


@pytest.mark.parametrize("name", ["alice lefevre nunez", "  ALICE   Lefèvre-Nuñez "])
def test_a_name_typed_on_a_small_keyboard_is_still_theirs(room: Room, name: str) -> None:
    assert scan(room, room.learners[0], hand=Hand(typed_name=name, consents=True)).number == 1


def test_who_gave_no_name_signs_with_the_one_they_type(room: Room) -> None:
    nobody = room.enrol("")
    line = scan(room, nobody, hand=Hand(typed_name="Nour Saïd", consents=True))
    assert line.typed_name == "Nour Saïd"
    assert line.name == nobody.person.email


def test_lateness_is_kept_in_minutes(room: Room) -> None:
    line = scan(room, room.learners[0], missed=Missed(late=20, early=10))
    assert (line.late_minutes, line.early_minutes, line.missed_minutes) == (20, 10, 30)


def test_a_signature_costs_as_much_on_a_long_sheet(room: Room) -> None:
    counts = []
    for number in range(4):
        place = room.enrol(f"Dina Roy {number}")
        with CaptureQueriesContext(connection) as queries:
            scan(room, place)
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] == 9  # the transaction included


# Simple presence ----------------------------------------------------------------------------


def test_an_awareness_session_is_scanned_without_a_signature(awareness: Room) -> None:
    line = scan(awareness, awareness.learners[0], hand=None)
    assert (line.means, line.gesture) == ("scan", "")


def test_an_awareness_session_is_ticked(awareness: Room) -> None:
    alice, meeting = awareness.learners[0], awareness.first
    line = tick_presence(meeting, enrolment=alice, by=awareness.organiser, now=meeting.starts_at)
    assert (line.means, line.author_name) == ("ticked", "Oriane Petit")


def test_a_half_day_is_not_ticked(room: Room, caplog: Any) -> None:
    with refused("must_be_signed", caplog):
        tick_presence(
            room.first,
            enrolment=room.learners[0],
            by=room.trainer,
            now=room.first.starts_at,
        )
