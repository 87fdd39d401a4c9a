"""Hours really signed: never those planned, never those that no trainer attested."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.attendance.correcting import correct_presence
from courses.attendance.hours import attended, proof_of, signed_minutes
from courses.attendance.writing import Missed
from courses.enrolment.models import Enrolment
from courses.versioning import content_hash
from tests.attending import Room, enrolled, open_room


def sign_three(room: Room, enrolment: Enrolment) -> None:
    for meeting in room.meetings[:3]:
        room.sign(enrolment, meeting)


def test_three_half_days_of_four_are_ten_hours_and_a_half(room: Room) -> None:
    alice, bilal, chloe = room.learners
    sign_three(room, alice)
    room.sign(bilal, room.meetings[3])
    for meeting in room.meetings:
        room.countersign(meeting)
    assert signed_minutes([alice, bilal, chloe]) == {
        alice.pk: 10 * 60 + 30,
        bilal.pk: 210,
        chloe.pk: 0,
    }
    proof = proof_of(attended([alice])[alice.pk])
    assert (proof["minutes"], proof["meetings"]) == (630, 3)
    assert (proof["starts_on"], proof["ends_on"]) == ("2026-03-10", "2026-03-11")


def test_a_half_day_counts_once_countersigned(room: Room) -> None:
    alice = room.learners[0]
    room.sign(alice, room.first)
    (mark,) = attended([alice])[alice.pk]
    assert (mark.minutes, mark.is_attested, mark.counted) == (210, False, 0)
    assert proof_of([mark]) == {}
    room.countersign(room.first)
    assert signed_minutes([alice]) == {alice.pk: 210}


def test_an_awareness_session_counts_by_itself(awareness: Room) -> None:
    alice = awareness.learners[0]
    awareness.sign(alice, awareness.first, hand=None)
    assert signed_minutes([alice]) == {alice.pk: 90}


def test_minutes_missed_are_taken_off_and_the_last_correction_holds(room: Room) -> None:
    alice, bilal = room.learners[:2]
    room.sign(alice, room.first, missed=Missed(late=30))
    room.sign(bilal, room.first)
    for missed in (Missed(late=10), Missed(late=10, early=45)):
        correct_presence(
            room.first,
            enrolment=alice,
            missed=missed,
            reason="Vérifié",
            by=room.trainer,
            now=room.first.ends_at,
        )
    room.countersign(room.first)
    correct_presence(
        room.first,
        enrolment=bilal,
        is_absent=True,
        reason="Parti aussitôt",
        by=room.trainer,
        now=room.first.ends_at,
    )
    assert signed_minutes([alice, bilal]) == {alice.pk: 155, bilal.pk: 0}


def test_each_session_counts_its_own_hours(room: Room) -> None:
    other, alice = open_room(learners=0), room.learners[0]
    twin = enrolled(other.cohort, alice.person)
    room.sign(alice, room.first)
    sign_three(other, twin)
    for each in (room, other):
        for meeting in each.meetings[:3]:
            if meeting.signatures.exists():
                each.countersign(meeting)
    assert signed_minutes([alice, twin]) == {alice.pk: 210, twin.pk: 630}


def test_the_evidence_is_the_hashes_of_the_lines(room: Room) -> None:
    alice = room.learners[0]
    line = room.sign(alice, room.first)
    room.countersign(room.first)
    proof = proof_of(attended([alice])[alice.pk])
    assert proof["attendance"] == content_hash([[str(room.first.uuid), 1, line.hash, 210]])


def test_one_query_for_everybody(room: Room) -> None:
    counts = []
    for enrolments in (room.learners[:1], room.learners):
        for each in enrolments:
            for meeting in room.meetings:
                if not meeting.signatures.filter(enrolment=each).exists():
                    room.sign(each, meeting)
        with CaptureQueriesContext(connection) as queries:
            assert signed_minutes(enrolments).keys() == {one.pk for one in enrolments}
        counts.append(len(queries))
    assert counts == [1, 1]
    assert signed_minutes([]) == {}


def test_the_hour_of_a_correction_changes_nothing(room: Room) -> None:
    """Written a month later, it holds as if it had been written that day."""
    alice = room.learners[0]
    room.sign(alice, room.first)
    room.countersign(room.first)
    correct_presence(
        room.first,
        enrolment=alice,
        missed=Missed(early=60),
        reason="Départ à 11 h 30",
        by=room.organiser,
        now=room.first.ends_at + timedelta(days=30),
    )
    assert signed_minutes([alice]) == {alice.pk: 150}
