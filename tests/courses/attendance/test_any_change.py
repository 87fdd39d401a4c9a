"""Any single change of any line of a sheet is detected."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from courses.attendance.models import Meeting, Signature
from tests.attending import Room
from tests.courses.attendance.tampering import line, told, undone

COLUMNS = {one.column: one for one in Signature._meta.concrete_fields if one.column != "id"}
LETTERS = st.text("abé 0", max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(data=st.data())
def test_any_single_change_of_any_line_is_detected(
    tampered: Meeting, room: Room, data: Any
) -> None:
    victim = line(tampered, data.draw(st.integers(1, 5), label="line"))
    column = data.draw(st.sampled_from(sorted(COLUMNS)), label="column")
    others = {
        "meeting_id": [room.meetings[1].pk],
        "enrolment_id": [one.pk for one in room.learners],
        "corrects_id": [line(tampered, 1).pk, line(tampered, 5).pk, None],
        "paper_sheet_id": [None],
        "signed_at": [victim.signed_at + timedelta(microseconds=1)],
        "erased_at": [victim.signed_at],
        "uuid": [uuid4()],
        "kind": Signature.Kind.values,
        "number": [6, 7],
        "is_absent": [True, False],
        "late_minutes": [0, 1, 209],
        "early_minutes": [0, 1, 209],
    }
    longest = COLUMNS[column].max_length or 30
    values = st.sampled_from(others[column]) if column in others else LETTERS
    new = data.draw(values, label="value")
    assume(new != getattr(victim, column))
    assume(not isinstance(new, str) or len(new) <= longest)
    with undone():
        try:
            Signature.objects.filter(pk=victim.pk).update(**{column: new})
        except IntegrityError:
            assume(False)  # a constraint of the table said no: nothing was changed
        assert told(tampered)
