"""Counter-signing: once, by a trainer, at the end, and then the sheet is closed."""

from datetime import timedelta
from typing import Any

from courses.attendance.countersigning import countersign, countersignable_at
from courses.attendance.handwriting import Hand
from courses.attendance.models import Meeting
from courses.enrolment.models import Role
from tests.attending import Room, drawing, enrolled, person, typed
from tests.courses.attendance.refusals import refused


def test_countersign_closes_the_chain(room: Room) -> None:
    first = room.sign(room.learners[0], room.first)
    line = room.countersign(room.first, hand=Hand(drawing=drawing()))
    assert (line.kind, line.number, line.enrolment) == ("counter_signature", 2, None)
    assert line.previous_hash == first.hash
    assert (line.name, line.author_name, line.gesture) == ("Tarik Benali", "Tarik Benali", "drawn")
    room.first.refresh_from_db()
    assert (room.first.last_number, room.first.last_hash) == (2, line.hash)


def test_countersign_twice(room: Room, caplog: Any) -> None:
    room.sign(room.learners[0], room.first)
    room.countersign(room.first)
    second = person("Salomé Roy")
    Role.objects.create(person=second, kind=Role.Kind.TRAINER, cohort=room.cohort)
    with refused("already_countersigned", caplog, says="10 mars 2026 à 12 h 30"):
        room.countersign(room.first, by=second)


def test_countersign_before_the_last_minutes(room: Room, caplog: Any) -> None:
    room.sign(room.learners[0], room.first)
    early = countersignable_at(room.first) - timedelta(seconds=1)
    with refused("not_over", caplog, says="12 h 15"):
        countersign(room.first, hand=typed(room.trainer), by=room.trainer, now=early)


def test_sheets_that_await_a_trainer(room: Room, awareness: Room) -> None:
    over = room.meetings[3].ends_at
    assert not Meeting.objects.awaiting_countersignature(over)
    room.sign(room.learners[0], room.first)
    room.sign(room.learners[1], room.first)
    awareness.sign(awareness.learners[0], awareness.first)
    assert list(Meeting.objects.awaiting_countersignature(over)) == [room.first]
    assert not Meeting.objects.awaiting_countersignature(room.first.starts_at)
    room.countersign(room.first)
    assert not Meeting.objects.awaiting_countersignature(over)


def test_countersign_long_after_shows_its_date(room: Room) -> None:
    room.sign(room.learners[0], room.first)
    late = room.first.ends_at + timedelta(days=9)
    line = countersign(room.first, hand=typed(room.trainer), by=room.trainer, now=late)
    assert line.signed_at == late


def test_countersign_an_empty_sheet(room: Room, caplog: Any) -> None:
    with refused("nothing_to_countersign", caplog):
        room.countersign(room.first)


def test_countersign_without_signing(room: Room, caplog: Any) -> None:
    room.sign(room.learners[0], room.first)
    with refused("hand_missing", caplog):
        room.countersign(room.first, hand=Hand())


def test_only_trainers_countersign(room: Room, adele: Any, caplog: Any) -> None:
    room.sign(room.learners[0], room.first)
    for who in (room.organiser, room.learners[0].person, adele):
        with refused("not_allowed", caplog):
            room.countersign(room.first, by=who)


def test_a_trainer_does_not_attest_their_own_presence(room: Room, caplog: Any) -> None:
    room.sign(enrolled(room.cohort, room.trainer), room.first)
    with refused("own_presence", caplog):
        room.countersign(room.first)


def test_an_awareness_session_is_not_countersigned(awareness: Room, caplog: Any) -> None:
    awareness.sign(awareness.learners[0], awareness.first)
    with refused("no_countersignature", caplog):
        awareness.countersign(awareness.first)


def test_a_cancelled_meeting_is_not_countersigned(room: Room, caplog: Any) -> None:
    now = room.first.starts_at
    Meeting.objects.filter(pk=room.first.pk).update(cancelled_at=now, cancelled_because="Neige")
    room.first.refresh_from_db()
    with refused("cancelled", caplog):
        room.countersign(room.first)
