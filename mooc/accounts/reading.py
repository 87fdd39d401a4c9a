"""Exported data made readable: labels, dates in full, yes and no in words, no identifier."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.catalogue.durations import spoken_date, spoken_instant
from mooc.accounts.models import Language

# Labels of the keys of every export; one that is missing shows as it is written.
LABELS = {
    "account": gettext_lazy("Account"),
    "email_addresses": gettext_lazy("E-mail addresses"),
    "consents": gettext_lazy("What you agreed to"),
    "second_factors": gettext_lazy("Second factors"),
    "sessions": gettext_lazy("Sessions"),
    "connected_accounts": gettext_lazy("Connected accounts"),
    "identifier": gettext_lazy("Identifier"),
    "email": gettext_lazy("E-mail address"),
    "certificate_name": gettext_lazy("First name and last name"),
    "language": gettext_lazy("Language"),
    "time_zone": gettext_lazy("Time zone"),
    "created_at": gettext_lazy("Created on"),
    "last_login_at": gettext_lazy("Last sign-in"),
    "last_used_at": gettext_lazy("Last used on"),
    "is_verified": gettext_lazy("Confirmed"),
    "purpose": gettext_lazy("Purpose"),
    "wording_version": gettext_lazy("Version of the wording"),
    "given_at": gettext_lazy("Given on"),
    "withdrawn_at": gettext_lazy("Withdrawn on"),
    "type": gettext_lazy("Kind"),
    "ip": gettext_lazy("IP address"),
    "user_agent": gettext_lazy("Browser"),
    "provider": gettext_lazy("Provider"),
    "uid": gettext_lazy("Identifier"),
    "extra_data": gettext_lazy("Data received"),
    # Learning and certificates.
    "enrolments": gettext_lazy("Enrolments"),
    "roles": gettext_lazy("Roles"),
    "mails": gettext_lazy("Mails"),
    "subject": gettext_lazy("Subject"),
    "text": gettext_lazy("Text"),
    "sent_at": gettext_lazy("Sent on"),
    "course": gettext_lazy("Course"),
    "enrolled_at": gettext_lazy("Enrolled on"),
    "ended_at": gettext_lazy("Ended on"),
    "completed_at": gettext_lazy("Completed on"),
    "lessons_read": gettext_lazy("Lessons read"),
    "lesson": gettext_lazy("Lesson"),
    "read_at": gettext_lazy("Read on"),
    "journal": gettext_lazy("Journal"),
    "written_at": gettext_lazy("Written on"),
    "attempts": gettext_lazy("Attempts"),
    "questionnaire": gettext_lazy("Quiz"),
    "number": gettext_lazy("Number"),
    "started_at": gettext_lazy("Started on"),
    "submitted_at": gettext_lazy("Submitted on"),
    "answers": gettext_lazy("Answers"),
    "question": gettext_lazy("Question"),
    "answer": gettext_lazy("Answer"),
    "percent": gettext_lazy("Score in %"),
    "awards": gettext_lazy("Certificates"),
    "code": gettext_lazy("Code"),
    "state": gettext_lazy("State"),
    "achieved_on": gettext_lazy("Achieved on"),
    "issued_at": gettext_lazy("Issued on"),
    "sha256": gettext_lazy("Fingerprint (SHA-256)"),
    "wording": gettext_lazy("Wording"),
    "attendance": gettext_lazy("Attendance"),
    "meeting": gettext_lazy("Meeting"),
    "held_on": gettext_lazy("Held on"),
    "line": gettext_lazy("Line of the sheet"),
    "means": gettext_lazy("By which means"),
    "signed_at": gettext_lazy("Signed on"),
    "signed_as": gettext_lazy("Signed as"),
    "typed_name": gettext_lazy("Name typed"),
    "minutes_late": gettext_lazy("Minutes late"),
    "minutes_early": gettext_lazy("Minutes left early"),
    "is_absent": gettext_lazy("Absent"),
    "reason": gettext_lazy("Reason"),
    "written_by_me": gettext_lazy("Written by yourself"),
}


# What one item of a list is called; « 1 », « 2 » alone say nothing.
ITEMS = {
    "email_addresses": gettext_lazy("E-mail address"),
    "consents": gettext_lazy("Agreement"),
    "second_factors": gettext_lazy("Second step"),
    "sessions": gettext_lazy("Session"),
    "connected_accounts": gettext_lazy("Account"),
    "enrolments": gettext_lazy("Enrolment"),
    "mails": gettext_lazy("Mail"),
    "lessons_read": gettext_lazy("Lesson"),
    "journal": pgettext_lazy("journal", "Note"),
    "attempts": gettext_lazy("Attempt"),
    "answers": gettext_lazy("Question"),
    "awards": gettext_lazy("Certificate"),
    "attendance": gettext_lazy("Line"),
}
# Long and many: each opens on demand, under the words of one of its keys.
FOLDED = {
    "attempts": "questionnaire",
    "mails": "subject",
    "sessions": "created_at",
    "attendance": "meeting",
}
# Of use to a program, and in the file to download.
FOR_PROGRAMS = {"slug", "kept_as", "signature_image"}

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$")
DAY = re.compile(r"\d{4}-\d\d-\d\d$")
# Words that stand for a choice, as forms show them.
VALUES = {
    "totp": gettext_lazy("Authenticator app"),
    "webauthn": gettext_lazy("Passkey"),
    "recovery_codes": gettext_lazy("Recovery codes"),
    "news": gettext_lazy("News of new courses"),
    "fr": Language.FRENCH.label,
    "en": Language.ENGLISH.label,
}


@dataclass(frozen=True)
class Node:
    """One label, and either a text, several, or what is under it."""

    label: str
    text: str = ""
    lines: tuple[str, ...] = ()
    children: tuple["Node", ...] = ()
    is_folded: bool = False


def readable(data: Mapping[str, Any]) -> list[Node]:
    """The tree of an export, one node per section."""
    return [_node(key, _label(key), value) for key, value in data.items()]


def _node(key: str, label: str, value: Any) -> Node:
    match value:
        case Mapping():
            shown = [(k, v) for k, v in value.items() if k not in FOR_PROGRAMS]
            return Node(label, children=tuple(_node(k, _label(k), v) for k, v in shown))
        case [_, *_] if all(isinstance(one, str) for one in value):
            return Node(label, lines=tuple(_text(one) for one in value))
        case [_, *_]:
            return Node(label, children=tuple(_item(key, n, v) for n, v in enumerate(value, 1)))
    return Node(label, text=_text(value))


def _item(key: str, number: int, value: Any) -> Node:
    label = f"{ITEMS.get(key, '')} {number}".strip()
    node = _node("", label, value)
    if key not in FOLDED:
        return node
    title = _text(value.get(FOLDED[key]))
    return replace(
        node, label=_("%(item)s: %(title)s") % {"item": label, "title": title}, is_folded=True
    )


def _label(key: str) -> str:
    return str(LABELS.get(key) or key.replace("_", " ").capitalize())


def _text(value: Any) -> str:
    match value:
        case None | "" | [] | ():
            return "—"
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return spoken_instant(value)
        case date():
            return spoken_date(value)
        case str() if INSTANT.match(value):
            return _text(datetime.fromisoformat(value))
        case str() if DAY.match(value):
            return _text(date.fromisoformat(value))
        case str():
            return str(VALUES.get(value, value))
    return str(value)
