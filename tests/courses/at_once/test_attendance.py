"""Signing, counter-signing and correcting at the same instant, on committed data, in threads."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courses.attendance.checking import check_sheet
from courses.attendance.coding import current_code
from courses.attendance.correcting import correct_presence
from courses.attendance.models import Meeting, Signature
from courses.attendance.planning import Plan, plan_meeting, replan_meeting
from courses.attendance.signing import sign_by_scan
from courses.attendance.writing import Missed
from courses.enrolment.models import Role
from tests.attending import PLANNED, Room, open_room, person, typed
from tests.courses.at_once.test_at_once import at_once

CROWD = 50


@pytest.fixture
def room(transactional_db: None) -> Room:
    return open_room(learners=CROWD)


def told(act: Callable[[], Any]) -> Callable[[], Any]:
    """The act, and the code of its refusal as its result."""

    def run() -> Any:
        try:
            return act()
        except ValidationError as problem:
            return problem.code if hasattr(problem, "code") else list(problem.error_dict)

    return run


def fresh(meeting: Meeting) -> Meeting:
    found: Meeting = Meeting.objects.get(pk=meeting.pk)
    return found


def sign(room: Room, place: Any) -> Callable[[], Any]:
    now = room.first.starts_at
    code = current_code(room.first, now=now)
    return told(
        lambda: sign_by_scan(
            fresh(room.first), code=code, hand=typed(place.person), by=place.person, now=now
        )
    )


def test_fifty_sign_at_once_none_lost_none_doubled(room: Room) -> None:
    lines = at_once(*[sign(room, place) for place in room.learners])
    assert all(isinstance(one, Signature) for one in lines), lines
    numbers = list(room.first.signatures.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, CROWD + 1))
    assert room.first.signatures.values("enrolment").distinct().count() == CROWD
    meeting = fresh(room.first)
    assert meeting.last_number == CROWD
    assert check_sheet(meeting) == []


def test_one_person_in_many_tabs_signs_once(room: Room) -> None:
    found = at_once(*[sign(room, room.learners[0])] * 10)
    assert sum(isinstance(one, Signature) for one in found) == 1
    assert sum(one == "already_signed" for one in found) == 9
    assert check_sheet(fresh(room.first)) == []


def test_two_trainers_countersigning_at_once_end_as_one(room: Room) -> None:
    trainers = [room.trainer, person("Salomé Roy")]
    Role.objects.create(person=trainers[1], kind=Role.Kind.TRAINER, cohort=room.cohort)
    for meeting in room.meetings:
        room.sign(room.learners[0], meeting)
        found = at_once(
            *[
                told(lambda by=by, meeting=meeting: room.countersign(fresh(meeting), by=by))  # type: ignore[misc]
                for by in trainers * 2
            ]
        )
        assert sum(isinstance(one, Signature) for one in found) == 1
        assert sum(one == "already_countersigned" for one in found) == 3
        assert check_sheet(fresh(meeting)) == []


def test_signing_while_the_trainer_countersigns_is_before_or_refused(room: Room) -> None:
    room.sign(room.learners[0], room.first)
    late = room.learners[1:20]
    found = at_once(
        told(lambda: room.countersign(fresh(room.first))), *[sign(room, one) for one in late]
    )
    closing = room.first.signatures.get(kind="counter_signature")
    refused = [one for one in found if one == "sheet_closed"]
    assert closing.number == len(late) - len(refused) + 2
    assert not room.first.signatures.filter(number__gt=closing.number).exists()
    assert check_sheet(fresh(room.first)) == []


def test_corrections_at_once_follow_one_another(room: Room) -> None:
    alice = room.learners[0]
    room.sign(alice, room.first)
    acts = [
        lambda late=late: correct_presence(  # type: ignore[misc]
            fresh(room.first),
            enrolment=alice,
            missed=Missed(late=late),
            reason="Vérifié",
            by=room.trainer,
            now=room.first.ends_at,
        )
        for late in range(1, 9)
    ]
    lines = at_once(*acts)
    assert sorted(one.number for one in lines) == list(range(2, 10))
    assert sorted(one.corrects.number for one in lines) == list(range(1, 9))
    assert check_sheet(fresh(room.first)) == []


def test_moving_a_meeting_while_it_is_signed_is_one_or_the_other(room: Room) -> None:
    moved = Plan(
        "Ailleurs",
        room.first.starts_at + timedelta(days=7),
        room.first.ends_at + timedelta(days=7),
    )

    def move() -> Any:
        return replan_meeting(fresh(room.first), moved, by=room.organiser, now=PLANNED)

    found = at_once(told(move), *[sign(room, one) for one in room.learners[:10]])
    signed = [one for one in found if isinstance(one, Signature)]
    if isinstance(found[0], Meeting):
        assert signed == []
    else:
        assert (found[0], len(signed)) == ("has_signatures", 10)
    assert check_sheet(fresh(room.first)) == []


def test_two_meetings_planned_at_once_do_not_overlap(room: Room) -> None:
    evening = Plan(
        "Soirée",
        room.first.ends_at + timedelta(hours=6),
        room.first.ends_at + timedelta(hours=8),
    )
    found = at_once(
        *[told(lambda: plan_meeting(room.cohort, evening, by=room.organiser, now=PLANNED))] * 4
    )
    assert sum(isinstance(one, Meeting) for one in found) == 1, found
    assert sum(one == ["starts_at"] for one in found) == 3
