"""Planning meetings: hours that exist, no overlap, and nothing moves once somebody signed."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from courses.attendance.hours import attended
from courses.attendance.models import Meeting
from courses.attendance.planning import Plan, cancel_meeting, plan_meeting, replan_meeting
from courses.attendance.times import PARIS, instant_of
from tests.attending import DAY, PLANNED, Room, hours
from tests.visible import faults

EVENING = Plan("Soirée", *hours(DAY, time(18), time(20)))


def plan(room: Room, plan: Plan = EVENING, **more: Any) -> Meeting:
    by = more.pop("by", room.organiser)
    return plan_meeting(room.cohort, replace(plan, **more), by=by, now=PLANNED)


def refused(caught: Any) -> str:
    (sentence,) = caught.value.messages
    assert not faults(sentence)
    error: Any = caught.value
    if hasattr(error, "error_dict"):
        ((error,),) = error.error_dict.values()
    return str(error.code)


def test_plan_keeps_instants_and_the_place_on_the_wall(room: Room) -> None:
    meeting = plan(room, place="Salle 1", opens_before=30)
    assert meeting.position == 5
    assert meeting.starts_at.isoformat() == "2026-03-10T17:00:00+00:00"
    assert (meeting.minutes, meeting.day, meeting.is_countersigned) == (120, DAY, True)
    assert meeting.opens_at == meeting.starts_at - timedelta(minutes=30)


def test_an_awareness_session_is_not_countersigned_unless_one_says_so(awareness: Room) -> None:
    assert not awareness.first.is_countersigned
    assert plan(awareness, is_countersigned=True).is_countersigned


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_at": EVENING.starts_at}, "ends_first"),
        ({"ends_at": EVENING.starts_at + timedelta(hours=6, minutes=1)}, "too_long"),
        ({"time_zone": "Europe/Atlantide"}, "unknown_zone"),
        ({"opens_before": 121}, "too_wide"),
        ({"kind": "individual"}, "for_whom"),
        ({"link": "javascript:alert(1)"}, "invalid"),
        ({"title": ""}, "blank"),
        ({"starts_at": EVENING.starts_at - timedelta(hours=1)}, "overlap"),
    ],
)
def test_a_plan_that_cannot_be(room: Room, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        plan(room, **changes)
    assert refused(caught) == code
    assert Meeting.objects.count() == 4


def test_only_who_runs_the_session_plans(room: Room) -> None:
    for act in (
        lambda: plan(room, by=room.learners[0].person),
        lambda: replan_meeting(room.first, EVENING, by=room.learners[0].person, now=PLANNED),
        lambda: cancel_meeting(room.first, reason="Neige", by=room.learners[0].person, now=PLANNED),
    ):
        with pytest.raises(ValidationError) as caught:
            act()
        assert refused(caught) == "not_allowed"


def test_individual_meetings_overlap_those_of_others_alone(room: Room) -> None:
    alice, bilal = room.learners[:2]
    alone = {"kind": "individual", "title": "Entretien"}
    plan(room, enrolment=alice, **alone)
    plan(room, enrolment=bilal, **alone)
    with pytest.raises(ValidationError) as caught:
        plan(room, enrolment=alice, **alone)
    assert refused(caught) == "overlap"
    with pytest.raises(ValidationError) as caught:
        plan(room)
    assert refused(caught) == "overlap"


def test_an_individual_meeting_is_for_somebody_of_the_session(room: Room, awareness: Room) -> None:
    with pytest.raises(ValidationError) as caught:
        plan(room, kind="individual", enrolment=awareness.learners[0])
    assert refused(caught) == "another_session"


def test_an_unsigned_meeting_moves_onto_itself_or_elsewhere(room: Room) -> None:
    later = Plan("Matin", *hours(DAY, time(9, 30), time(12, 30)))
    moved = replan_meeting(room.first, later, by=room.trainer, now=PLANNED)
    assert (moved.pk, moved.minutes, moved.position) == (room.first.pk, 180, 1)


def test_a_signed_meeting_neither_moves_nor_is_cancelled(room: Room) -> None:
    room.sign(room.learners[0], room.first)
    for act in (
        lambda: replan_meeting(room.first, EVENING, by=room.trainer, now=PLANNED),
        lambda: cancel_meeting(room.first, reason="Neige", by=room.trainer, now=PLANNED),
    ):
        with pytest.raises(ValidationError) as caught:
            act()
        assert refused(caught) == "has_signatures"
    room.first.refresh_from_db()
    assert (room.first.minutes, room.first.cancelled_at) == (210, None)


def test_cancel_says_why_once_and_frees_the_hour(room: Room) -> None:
    cancelled = cancel_meeting(room.first, reason=" Neige ", by=room.trainer, now=PLANNED)
    assert (cancelled.cancelled_because, cancelled.cancelled_by) == ("Neige", room.trainer)
    with pytest.raises(ValidationError) as caught:
        cancel_meeting(room.first, reason="Neige", by=room.trainer, now=PLANNED)
    assert refused(caught) == "cancelled"
    with pytest.raises(ValidationError) as caught:
        cancel_meeting(room.meetings[1], reason="", by=room.trainer, now=PLANNED)
    assert refused(caught) == "reason_missing"
    assert plan(room, Plan("Matin", *hours(DAY, time(9), time(12))))


# Clocks -------------------------------------------------------------------------------------

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "minutes"), [(SPRING, 120), (AUTUMN, 240), (date(2026, 3, 28), 180)]
)
def test_the_night_when_clocks_change_lasts_as_long_as_it_lasts(
    room: Room, day: date, minutes: int
) -> None:
    meeting = plan(room, Plan("Nuit", *hours(day, time(1), time(4)), kind="webinar"))
    assert meeting.minutes == minutes
    assert Meeting.objects.get(pk=meeting.pk).minutes == minutes


def test_hours_given_on_the_wall_are_compared_as_instants(room: Room) -> None:
    """01:00 to 04:00 looks like three hours; that night it is two."""
    zone = ZoneInfo(PARIS)
    wall = [datetime.combine(SPRING, time(clock), zone) for clock in (1, 4)]
    meeting = plan(room, Plan("Nuit", *wall, kind="webinar"))
    assert meeting.minutes == 120
    alice = room.learners[0]
    room.sign(alice, meeting)
    room.countersign(meeting)
    assert attended([alice])[alice.pk][0].counted == 120


@pytest.mark.parametrize(("day", "code"), [(SPRING, "unreal_hour"), (AUTUMN, "double_hour")])
def test_an_hour_skipped_or_shown_twice_is_refused(day: date, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        instant_of(day, time(2, 30), PARIS)
    assert refused(caught) == code
    assert instant_of(day, time(3, 30), PARIS)


def test_a_half_day_across_midnight_utc_has_one_date(room: Room) -> None:
    """In Wallis, the morning of the 11th is the evening of the 10th in UTC."""
    day, zone = date(2026, 3, 12), "Pacific/Wallis"
    meeting = plan(room, Plan("Matin", *hours(day, time(10), time(13, 30), zone), time_zone=zone))
    assert meeting.starts_at.date() != meeting.ends_at.date()
    assert (meeting.day, meeting.last_day, meeting.minutes) == (day, day, 210)
    alice = room.learners[0]
    room.sign(alice, meeting)
    room.countersign(meeting)
    (mark,) = attended([alice])[alice.pk]
    assert (mark.starts_on, mark.ends_on, mark.counted) == (day, day, 210)


def test_a_refusal_gives_the_hour_of_the_place(room: Room, caplog: Any) -> None:
    day, zone = date(2026, 3, 12), "America/Martinique"
    meeting = plan(room, Plan("Matin", *hours(day, time(9), time(12), zone), time_zone=zone))
    room.sign(room.learners[0], meeting)
    with pytest.raises(ValidationError) as caught:
        room.sign(room.learners[0], meeting)
    assert "9\u00a0h\u00a005" in caught.value.messages[0]
