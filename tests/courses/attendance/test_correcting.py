"""A correction is a line more, with its reason and its author; the others stay as they were."""

from datetime import timedelta
from typing import Any

import pytest

from courses.attendance.correcting import correct_presence
from courses.attendance.hours import signed_minutes
from courses.attendance.models import PaperSheet, Signature
from courses.attendance.paper import Mark, key_sheet
from courses.attendance.writing import Missed
from courses.enrolment.models import Enrolment
from tests.attending import Room, enrolled, photo
from tests.courses.attendance.refusals import refused
from tests.courses.attendance.tampering import told


def correct(room: Room, enrolment: Enrolment, **more: Any) -> Signature:
    given = {
        "reason": "Train en retard",
        "by": room.trainer,
        "now": room.first.starts_at + timedelta(hours=1),
        **more,
    }
    return correct_presence(room.first, enrolment=enrolment, **given)


def test_correct_adds_a_line_that_says_what_and_why(room: Room) -> None:
    alice = room.learners[0]
    first = room.sign(alice, room.first)
    line = correct(room, alice, missed=Missed(late=20))
    assert (line.kind, line.number, line.corrects) == ("correction", 2, first)
    assert (line.late_minutes, line.reason, line.means) == (20, "Train en retard", "site")
    assert (line.name, line.author_name) == ("Alice Lefèvre-Nuñez", "Tarik Benali")
    first.refresh_from_db()
    assert first.late_minutes == 0
    assert told(room.first) == set()


def test_a_correction_is_corrected_in_turn(room: Room) -> None:
    alice = room.learners[0]
    room.sign(alice, room.first)
    once = correct(room, alice, missed=Missed(late=20))
    again = correct(room, alice, is_absent=True, reason="Signé par une autre personne")
    assert again.corrects == once
    back = correct(room, alice, missed=Missed(late=20), reason="Vérifié : elle était là")
    assert back.corrects == again
    room.countersign(room.first)
    assert signed_minutes([alice]) == {alice.pk: 190}


def test_who_never_signed_is_added_after_the_countersignature(room: Room) -> None:
    alice, bilal = room.learners[:2]
    room.sign(alice, room.first)
    room.countersign(room.first)
    line = correct(room, bilal, reason="Téléphone en panne", now=room.first.ends_at)
    assert (line.number, line.corrects) == (3, None)
    assert signed_minutes([bilal]) == {bilal.pk: 210}


def test_a_correction_may_point_to_the_paper(room: Room) -> None:
    alice, bilal = room.learners[:2]
    paper = key_sheet(
        room.first,
        photo=photo(),
        marks=[Mark(alice)],
        by=room.organiser,
        now=room.first.ends_at,
    )
    line = correct(room, bilal, paper_sheet=paper, reason="Ligne oubliée à la saisie")
    assert (line.means, line.paper_sheet) == ("paper", PaperSheet.objects.get())


def test_a_correction_does_not_point_to_the_paper_of_another_meeting(
    room: Room, caplog: Any
) -> None:
    other = room.meetings[1]
    marks = [Mark(room.learners[0])]
    paper = key_sheet(other, photo=photo(), marks=marks, by=room.trainer, now=other.ends_at)
    with refused("another_sheet", caplog):
        correct(room, room.learners[0], paper_sheet=paper)


@pytest.mark.parametrize("reason", ["", "  \n ", "\u200b"])
def test_correct_without_a_reason(room: Room, caplog: Any, reason: str) -> None:
    with refused("reason_missing", caplog):
        correct(room, room.learners[0], reason=reason)


def test_a_reason_too_long_is_refused_not_cut(room: Room, caplog: Any) -> None:
    with refused("reason_too_long", caplog, says="300"):
        correct(room, room.learners[0], reason="a" * 301)


def test_correct_to_what_is_already_so(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    room.sign(alice, room.first)
    with refused("nothing_changes", caplog):
        correct(room, alice)
    with refused("nothing_changes", caplog):
        correct(room, bilal, is_absent=True)


def test_correct_before_it_begins(room: Room, caplog: Any) -> None:
    with refused("not_started", caplog):
        correct(room, room.learners[0], now=room.first.starts_at - timedelta(minutes=1))


def test_learners_correct_nothing_and_trainers_not_themselves(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    with refused("not_allowed", caplog):
        correct(room, bilal, by=alice.person)
    with refused("own_presence", caplog):
        correct(room, enrolled(room.cohort, room.trainer))


def test_correct_somebody_of_another_session(room: Room, awareness: Room, caplog: Any) -> None:
    with refused("another_session", caplog):
        correct(room, awareness.learners[0])


def test_minutes_of_a_correction_stay_within_the_meeting(room: Room, caplog: Any) -> None:
    with refused("too_many_minutes", caplog):
        correct(room, room.learners[0], missed=Missed(late=210))
