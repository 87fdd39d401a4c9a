"""Names and signatures go when the legal period is over; the chain holds."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import Storage
from django.core.management import call_command

from courses.attendance.handwriting import Hand
from courses.attendance.keeping import erase_proofs, kept_until, must_be_kept, years_kept
from courses.attendance.models import Signature
from courses.attendance.paper import Mark, key_sheet
from courses.attendance.storing import attendance_storage
from tests.attending import Room, drawing, photo
from tests.courses.attendance.tampering import told

LAST_DAY = date(2032, 12, 31)
OVER = datetime(2033, 1, 1, 1, tzinfo=UTC)


def files() -> list[str]:
    storage: Storage = attendance_storage()
    if not storage.exists("attendance"):
        return []
    folders = storage.listdir("attendance")[0]
    return [name for one in folders for name in storage.listdir(f"attendance/{one}")[1]]


@pytest.fixture
def signed(room: Room) -> Room:
    """The first half-day on phones, the second on paper."""
    alice, bilal, _chloe = room.learners
    room.sign(alice, room.first, hand=Hand(drawing=drawing()))
    room.sign(bilal, room.first)
    room.countersign(room.first)
    second = room.meetings[1]
    marks = [Mark(alice)]
    key_sheet(second, photo=photo(), marks=marks, by=room.trainer, now=second.ends_at)
    return room


def test_proofs_are_kept_until_the_end_of_a_year(signed: Room, settings: Any) -> None:
    assert years_kept() == 6
    assert kept_until(signed.first) == LAST_DAY
    settings.COURSES_ATTENDANCE_YEARS = 3
    assert kept_until(signed.first) == date(2029, 12, 31)


def test_a_day_before_nothing_goes(signed: Room) -> None:
    assert erase_proofs(now=OVER - timedelta(hours=3)) == 0
    assert Signature.objects.exclude(name="").count() == 4
    assert must_be_kept(signed.first, now=OVER - timedelta(hours=3))
    assert not must_be_kept(signed.first, now=OVER)


def test_erase_drops_salt_name_and_signature_and_the_chain_holds(
    signed: Room, django_capture_on_commit_callbacks: Any
) -> None:
    assert len(files()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_proofs(now=OVER) == 5  # four lines, one photograph
    blank = {f"{name}": "" for name in (*Signature.SIGNER, *Signature.AUTHOR)}
    assert Signature.objects.filter(salt="", author_salt="", erased_at=OVER, **blank).count() == 4
    assert files() == []
    for meeting in signed.meetings:
        assert told(meeting) == set()
    assert erase_proofs(now=OVER) == 0


def test_a_meeting_of_the_antipodes_is_judged_on_its_own_calendar(signed: Room) -> None:
    """In Paris 2033 has begun for an hour; in Tahiti it is still 2032."""
    meeting = signed.meetings[2]
    meeting.time_zone = "Pacific/Tahiti"
    meeting.save()
    signed.sign(signed.learners[0], meeting)
    erase_proofs(now=OVER)
    assert [one.number for one in meeting.signatures.exclude(name="")] == [1]
    erase_proofs(now=OVER + timedelta(hours=12))
    assert not meeting.signatures.exclude(name="").exists()


def test_the_command_says_what_it_did(signed: Room, settings: Any) -> None:
    out = StringIO()
    call_command("erase_attendance_proofs", stdout=out)
    # The tests' clock may be years away from the meetings': none of theirs is promised here.
    assert "effacée(s) : conservées 6 an(s)" in out.getvalue()
