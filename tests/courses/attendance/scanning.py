"""Signing as most people do: five minutes after it began, with the code that is shown."""

from datetime import timedelta
from typing import Any

from courses.attendance.coding import current_code
from courses.attendance.models import Meeting, Signature
from courses.attendance.signing import sign_by_scan
from courses.enrolment.models import Enrolment
from tests.attending import Room, typed

MINUTE = timedelta(minutes=1)


def scan(room: Room, enrolment: Enrolment, *, at: timedelta = 5 * MINUTE, **more: Any) -> Signature:
    meeting: Meeting = more.pop("meeting", room.first)
    now = meeting.starts_at + at
    by = more.pop("by", enrolment.person)
    more.setdefault("code", current_code(meeting, now=now))
    if "hand" not in more:
        more["hand"] = typed(by)
    return sign_by_scan(meeting, by=by, now=now, **more)
