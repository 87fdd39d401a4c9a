"""A form'action of four half-days and three learners; an awareness session."""

import pytest

from courses.attendance.models import Meeting
from courses.catalogue.models import Course
from tests.attending import Room, open_room
from tests.courses.attendance.tampering import sign_all, without_guards


@pytest.fixture
def room(db: None) -> Room:
    return open_room()


@pytest.fixture
def awareness(db: None) -> Room:
    return open_room(format_=Course.Format.AWARENESS)


@pytest.fixture
def sheet(room: Room) -> Meeting:
    return sign_all(room)


@pytest.fixture
def tampered(sheet: Meeting) -> Meeting:
    """A sheet that the database no longer defends."""
    without_guards()
    return sheet
