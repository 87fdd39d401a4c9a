"""The code shown, and the personal link."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from courses.attendance.coding import (
    ALPHABET,
    check_code,
    current_code,
    link_token,
    read_link,
    seconds_left,
)
from courses.attendance.models import Meeting
from tests.attending import Room
from tests.courses.attendance.refusals import refused

# A step begins here.
SHOWN = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_code_changes_every_30_seconds(room: Room) -> None:
    codes = [current_code(room.first, now=SHOWN + n * SECOND) for n in range(90)]
    assert len(set(codes[:30])) == len(set(codes[30:60])) == len(set(codes[60:])) == 1
    assert len(set(codes)) == 3
    assert set("".join(codes)) <= set(ALPHABET)
    assert [seconds_left(now=SHOWN + n * SECOND) for n in (0, 1, 29, 30)] == [30, 29, 1, 30]


def test_a_code_is_refused_after_60_seconds(room: Room, caplog: Any) -> None:
    code = current_code(room.first, now=SHOWN)
    for second in (0, 29, 30, 59.9):
        check_code(room.first, code, now=SHOWN + second * SECOND)
    for second in (60, 61, 600, 3000):
        with refused("code_expired", caplog):
            check_code(room.first, code, now=SHOWN + second * SECOND)


def test_a_code_of_the_future_is_unknown_but_for_clocks_that_differ(
    room: Room, caplog: Any
) -> None:
    code = current_code(room.first, now=SHOWN)
    check_code(room.first, code, now=SHOWN - 4 * SECOND)
    with refused("code_unknown", caplog):
        check_code(room.first, code, now=SHOWN - 10 * SECOND)


def test_a_code_is_that_of_one_meeting(room: Room, caplog: Any) -> None:
    code = current_code(room.meetings[1], now=SHOWN)
    with refused("code_unknown", caplog):
        check_code(room.first, code, now=SHOWN)


def test_a_code_is_typed_as_one_reads_it(room: Room) -> None:
    code = current_code(room.first, now=SHOWN)
    read = code.lower().replace("0", "o").replace("1", "l")
    check_code(room.first, f" {read[:4]}-{read[4:]} ", now=SHOWN)


def test_a_code_depends_on_the_secret_key(room: Room, settings: Any) -> None:
    before = current_code(room.first, now=SHOWN)
    settings.SECRET_KEY = "b" * 60
    assert current_code(room.first, now=SHOWN) != before


@given(st.text(max_size=40))
def test_whatever_is_typed_is_refused_without_an_error(written: str) -> None:
    with pytest.raises(ValidationError):
        check_code(Meeting(), written, now=SHOWN)


def test_a_link_leads_to_one_place_in_one_meeting(room: Room) -> None:
    token = link_token(room.learners[0], room.first)
    assert read_link(token) == (room.learners[0], room.first)
    assert token != link_token(room.learners[0], room.meetings[1])


def test_a_guessed_link_leads_nowhere(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    token = link_token(alice, room.first)
    body, _colon, seal = token.partition(":")
    forged = token.replace(alice.uuid.hex, bilal.uuid.hex)
    for guess in ("", "a", body, f"{body}:", f"{body}:{seal[:-1]}", forged, token + "0", "é:à"):
        with refused("link_unknown", caplog):
            read_link(guess)


def test_a_link_survives_a_change_of_key_that_keeps_the_old_one(room: Room, settings: Any) -> None:
    token = link_token(room.learners[0], room.first)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "b" * 60
    assert read_link(token).meeting == room.first


def test_a_link_to_what_is_gone_leads_nowhere(room: Room, caplog: Any) -> None:
    token = link_token(room.learners[0], room.meetings[1])
    room.meetings[1].delete()
    with refused("link_unknown", caplog):
        read_link(token)
