"""What the hash of a line is made of: changing any of it breaks the chain.

A line's hash covers its facts, the hash of the line before, and the digests of what names people:
each digest has a salt of its own, so that without it nobody finds a name again by trying them all.
"""

import secrets
from datetime import UTC, datetime
from typing import Any

from courses.attendance.models import Meeting, Signature
from courses.versioning import content_hash

VERSION = 1
"""Of the way to hash: a later way keeps this one for the lines that it made."""


def new_salt() -> str:
    return secrets.token_hex(16)


def genesis(meeting: Meeting) -> str:
    """What the first line follows: the facts of the meeting."""
    return content_hash(
        {
            "v": VERSION,
            "meeting": str(meeting.uuid),
            "cohort": str(meeting.cohort.uuid),
            "enrolment": str(meeting.enrolment.uuid) if meeting.enrolment else None,
            "kind": meeting.kind,
            "starts_at": _instant(meeting.starts_at),
            "ends_at": _instant(meeting.ends_at),
            "time_zone": meeting.time_zone,
            "is_countersigned": meeting.is_countersigned,
        }
    )


def person_digest(line: Signature) -> str:
    """Of who signs and about whom, while it is there."""
    return _digest(line, line.salt, Signature.SIGNER)


def author_digest(line: Signature) -> str:
    """Of who wrote the line, while it is there."""
    return _digest(line, line.author_salt, Signature.AUTHOR)


def line_hash(line: Signature, *, number: int | None = None) -> str:
    """The hash of a line; `number`: were it there in the sheet."""
    facts = _facts(line)
    return content_hash({**facts, "number": line.number if number is None else number})


def _facts(line: Signature) -> dict[str, Any]:
    sheet = line.paper_sheet
    return {
        "v": VERSION,
        "uuid": str(line.uuid),
        "meeting": str(line.meeting.uuid),
        "kind": line.kind,
        "enrolment": str(line.enrolment.uuid) if line.enrolment else None,
        "corrects": str(line.corrects.uuid) if line.corrects else None,
        "means": line.means,
        "gesture": line.gesture,
        "consent": line.consent,
        "signed_at": _instant(line.signed_at),
        "late_minutes": line.late_minutes,
        "early_minutes": line.early_minutes,
        "is_absent": line.is_absent,
        "paper_sheet": [str(sheet.uuid), sheet.sha256] if sheet else None,
        "person": line.person_digest,
        "author": line.author_digest,
        "previous": line.previous_hash,
    }


def _digest(line: Signature, salt: str, names: tuple[str, ...]) -> str:
    return content_hash({"salt": salt, **{name: getattr(line, name) for name in names}})


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
