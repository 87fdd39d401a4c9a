"""Each reason to refuse a signature, told and logged."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.attendance.coding import link_token
from courses.attendance.handwriting import Hand
from courses.attendance.models import Meeting
from courses.attendance.planning import cancel_meeting
from courses.attendance.signing import sign_by_link, sign_on_device
from courses.attendance.writing import Missed
from courses.enrolment.enrolling import leave
from tests.attending import PLANNED, Room, drawing, enrolled, new_cohort, open_room, person, typed
from tests.courses.attendance.refusals import refused
from tests.courses.attendance.scanning import MINUTE, scan

# The window ---------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [-15 * MINUTE, 240 * MINUTE])
def test_the_window_is_open_at_both_its_ends(room: Room, at: timedelta) -> None:
    assert scan(room, room.learners[0], at=at)


def test_sign_before_the_window(room: Room, caplog: Any) -> None:
    with refused("not_open_yet", caplog, says="10 mars 2026 à 8 h 45"):
        scan(room, room.learners[0], at=-16 * MINUTE)


def test_sign_after_the_window(room: Room, caplog: Any) -> None:
    with refused("closed", caplog, says="10 mars 2026 à 13 h 00"):
        scan(room, room.learners[0], at=241 * MINUTE)


def test_sign_a_cancelled_meeting(room: Room, caplog: Any) -> None:
    cancel_meeting(room.first, reason="Neige", by=room.organiser, now=PLANNED)
    room.first.refresh_from_db()
    with refused("cancelled", caplog):
        scan(room, room.learners[0])


def test_sign_a_meeting_moved_while_the_page_was_open(room: Room, caplog: Any) -> None:
    """The page still shows nine o'clock; the meeting is now in the afternoon."""
    stale = Meeting.objects.get(pk=room.first.pk)
    Meeting.objects.filter(pk=stale.pk).update(
        starts_at=stale.starts_at + timedelta(days=30), ends_at=stale.ends_at + timedelta(days=30)
    )
    with refused("not_open_yet", caplog):
        scan(room, room.learners[0], meeting=stale)


# Who ----------------------------------------------------------------------------------------


def test_sign_twice(room: Room, caplog: Any) -> None:
    scan(room, room.learners[0])
    with refused("already_signed", caplog, says="10 mars 2026 à 9 h 05"):
        scan(room, room.learners[0], at=20 * MINUTE)


def test_sign_for_another_person_on_ones_own_phone(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    with refused("another_name", caplog, says="Alice Lefèvre-Nuñez"):
        scan(room, alice, hand=typed(bilal.person))


def test_sign_with_the_link_of_another_person(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    token = link_token(bilal, room.first)
    with refused("another_person", caplog):
        sign_by_link(token, hand=typed(bilal.person), by=alice.person, now=room.first.starts_at)
    assert sign_by_link(
        token, hand=typed(bilal.person), by=AnonymousUser(), now=room.first.starts_at
    )


def test_a_learner_cannot_use_the_trainers_device(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    with refused("not_allowed", caplog):
        sign_on_device(
            room.first,
            enrolment=bilal,
            hand=typed(bilal.person),
            by=alice.person,
            now=room.first.starts_at,
        )


def test_a_trainer_who_learns_does_not_hand_the_device_to_themselves(
    room: Room, caplog: Any
) -> None:
    place = enrolled(room.cohort, room.trainer)
    with refused("own_presence", caplog):
        sign_on_device(
            room.first,
            enrolment=place,
            hand=typed(room.trainer),
            by=room.trainer,
            now=room.first.starts_at,
        )


def test_sign_for_another_session(room: Room, caplog: Any) -> None:
    elsewhere = open_room(learners=1)
    stranger = elsewhere.learners[0]
    with refused("not_enrolled", caplog):
        scan(room, stranger)
    same_course = new_cohort()
    same_course.course = room.cohort.course
    same_course.save()
    other = enrolled(same_course, person("Dina Roy"))
    with refused("another_session", caplog):
        scan(room, other)
    with refused("another_session", caplog):
        sign_by_link(
            link_token(other, room.first), hand=typed(other.person), now=room.first.starts_at
        )


def test_a_person_in_two_sessions_signs_each_in_its_own(room: Room) -> None:
    other = open_room(learners=0)
    alice = room.learners[0]
    twin = enrolled(other.cohort, alice.person)
    assert scan(room, alice).enrolment == alice
    line = scan(other, twin, meeting=other.meetings[1])
    assert (line.enrolment, line.number) == (twin, 1)


def test_sign_without_an_account(room: Room, caplog: Any) -> None:
    with refused("not_enrolled", caplog):
        scan(room, room.learners[0], by=AnonymousUser(), hand=None)


def test_who_left_before_signs_no_more(room: Room, caplog: Any) -> None:
    leave(room.learners[0], now=PLANNED)
    room.learners[0].refresh_from_db()
    with refused("left", caplog):
        scan(room, room.learners[0])


def test_an_individual_meeting_is_signed_by_one_person(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    meeting = room.first
    Meeting.objects.filter(pk=meeting.pk).update(kind="individual", enrolment=alice)
    meeting.refresh_from_db()
    with refused("another_person", caplog):
        scan(room, bilal)
    with refused("another_person", caplog):
        sign_by_link(link_token(bilal, meeting), hand=typed(bilal.person), now=meeting.starts_at)
    assert scan(room, alice).enrolment == alice


# How ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hand", "code"),
    [
        (None, "hand_missing"),
        (Hand(), "hand_missing"),
        (Hand(typed_name=" \u200b\x00 ", consents=True), "hand_missing"),
        (Hand(typed_name="Alice Lefèvre-Nuñez"), "consent_missing"),
        (Hand(drawing=b"no image"), "drawing_unreadable"),
        (Hand(drawing=drawing() + b"0" * 400_000), "drawing_unreadable"),
        (Hand(drawing=drawing(is_empty=True)), "drawing_empty"),
    ],
)
def test_sign_without_signing(room: Room, caplog: Any, hand: Hand | None, code: str) -> None:
    with refused(code, caplog):
        scan(room, room.learners[0], hand=hand)


@pytest.mark.parametrize("missed", [Missed(late=210), Missed(100, 110), Missed(early=-1)])
def test_minutes_missed_beyond_the_meeting(room: Room, caplog: Any, missed: Missed) -> None:
    with refused("too_many_minutes", caplog, says="210"):
        scan(room, room.learners[0], missed=missed)


def test_sign_once_the_trainer_has_countersigned(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    scan(room, alice)
    room.countersign(room.first)
    with refused("sheet_closed", caplog):
        scan(room, bilal, at=230 * MINUTE)
