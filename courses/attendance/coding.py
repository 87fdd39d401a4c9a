"""The code that a trainer shows, and the personal link: what cannot be guessed nor kept."""

import secrets
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from courses.attendance.models import Meeting
from courses.attendance.refusing import refusal
from courses.enrolment.models import Enrolment

STEP = 30
"""Seconds after which another code is shown."""
LIFE = 60
"""Seconds after which a code is refused, from when it was first shown."""
SKEW = 5
"""Seconds by which the clock of another server may be ahead of ours."""
REMEMBERED = 3600
"""Seconds during which we still say that a code was right, and is too old."""
LENGTH = 8
# Crockford's alphabet: typed by hand from a screen far away, no letter passes for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OIL", "011", "- \u00a0")


def current_code(meeting: Meeting, *, now: datetime) -> str:
    """The code to show now: in a QR code, and to type for who has no camera."""
    return _code(meeting, _step(now))


def seconds_left(*, now: datetime) -> int:
    """Until the next code is shown."""
    return STEP - int(now.timestamp()) % STEP


def check_code(meeting: Meeting, code: str, *, now: datetime) -> None:
    """ValidationError unless this code of this meeting was first shown less than a minute ago."""
    written = code.upper().translate(LOOKALIKES)
    at = now.timestamp()
    first = _step(now) - REMEMBERED // STEP
    # Every code is compared: how long that takes says nothing of which one was near.
    shown = [one for one in range(first, _step(now) + 2) if _same(_code(meeting, one), written)]
    if not shown:
        raise refusal("code_unknown", meeting)
    age = at - shown[-1] * STEP
    if age >= LIFE:
        raise refusal("code_expired", meeting)
    if age < -SKEW:
        raise refusal("code_unknown", meeting)


def link_token(enrolment: Enrolment, meeting: Meeting) -> str:
    """What makes the personal link of one person for one meeting; of use in its window alone."""
    return _signer().sign(f"{enrolment.uuid.hex}.{meeting.uuid.hex}")


class Place(NamedTuple):
    """Whose place in which meeting."""

    enrolment: Enrolment
    meeting: Meeting


def read_link(token: str) -> Place:
    """Where a personal link leads. ValidationError for one that we did not make."""
    try:
        enrolment, meeting = (UUID(one) for one in _signer().unsign(token).split("."))
        return Place(
            Enrolment.objects.select_related("person").get(uuid=enrolment),
            Meeting.objects.select_related("cohort__course", "enrolment").get(uuid=meeting),
        )
    except (BadSignature, ValueError, Enrolment.DoesNotExist, Meeting.DoesNotExist):
        raise refusal("link_unknown") from None


def _step(now: datetime) -> int:
    return int(now.astimezone(UTC).timestamp()) // STEP


def _code(meeting: Meeting, step: int) -> str:
    digest = salted_hmac(
        "courses.attendance.code", f"{meeting.uuid}/{step}", algorithm="sha256"
    ).digest()
    return "".join(ALPHABET[byte % 32] for byte in digest[:LENGTH])


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode(errors="replace"))


def _signer() -> Signer:
    return Signer(salt="courses.attendance.link", algorithm="sha256")
