"""The sheet as it stands: everybody expected, whoever signed, and the line that holds."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.attendance.correcting import correct_presence
from courses.attendance.paper import Mark, key_sheet
from courses.attendance.sheet import read_sheet
from courses.attendance.writing import Missed
from courses.enrolment.enrolling import leave
from tests.attending import PLANNED, Room, photo


def test_the_sheet_shows_each_person_and_the_line_that_holds(room: Room) -> None:
    alice, bilal, chloe = room.learners
    first = room.sign(alice, room.first)
    for missed in (Missed(late=5), Missed(late=10)):
        correct_presence(
            room.first,
            enrolment=alice,
            missed=missed,
            reason="Vérifié",
            by=room.trainer,
            now=room.first.ends_at,
        )
    correct_presence(
        room.first,
        enrolment=bilal,
        reason="Téléphone en panne",
        by=room.trainer,
        now=room.first.ends_at,
    )
    room.countersign(room.first)
    sheet = read_sheet(room.first)
    rows = {row.enrolment: row for row in sheet.rows}
    assert rows.keys() == {alice, bilal, chloe}
    assert rows[alice].signature == first
    assert [one.late_minutes for one in rows[alice].corrections] == [5, 10]
    assert rows[alice].last == rows[alice].corrections[-1]
    assert (rows[bilal].signature, rows[bilal].is_present) == (None, True)
    assert (rows[chloe].last, rows[chloe].is_present) == (None, False)
    assert [row.enrolment for row in sheet.present] == [alice, bilal]
    assert sheet.countersignature
    assert sheet.countersignature.name == "Tarik Benali"
    assert not sheet.is_from_paper


def test_who_left_before_is_not_expected_and_who_left_after_stays(room: Room) -> None:
    alice, bilal, chloe = room.learners
    room.sign(bilal, room.first)
    leave(alice, now=PLANNED)
    leave(bilal, now=room.first.ends_at)
    assert [row.enrolment for row in read_sheet(room.first).rows] == [bilal, chloe]
    assert [row.enrolment for row in read_sheet(room.meetings[2]).rows] == [chloe]


def test_paper_shows(room: Room) -> None:
    marks = [Mark(room.learners[0])]
    key_sheet(room.first, photo=photo(), marks=marks, by=room.trainer, now=room.first.ends_at)
    assert read_sheet(room.first).is_from_paper


def test_two_queries_whatever_the_number(room: Room) -> None:
    counts = []
    for enrolment in (None, *room.learners):
        if enrolment:
            room.sign(enrolment, room.first)
        with CaptureQueriesContext(connection) as queries:
            sheet = read_sheet(room.first)
            [(row.enrolment.person, row.last and row.last.paper_sheet) for row in sheet.rows]
        counts.append(len(queries))
    assert counts == [2, 2, 2, 2]
