"""Refusals of a signature: one sentence each, and a line in the log that names nobody."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.attendance.models import Meeting

logger = logging.getLogger(__name__)

SENTENCES = {
    # When.
    "cancelled": _("This meeting is cancelled: nobody signs it."),
    "not_open_yet": _("Signing opens on %(at)s."),
    "closed": _("Signing closed on %(at)s. The trainer can still add you, with a reason."),
    "not_started": _("This meeting has not begun: there is nothing to write yet."),
    "not_over": _("You can counter-sign in the last minutes of the meeting, from %(at)s."),
    # Who.
    "not_enrolled": _("You are not enrolled in the session of this meeting."),
    "another_session": _("This meeting belongs to another session than yours."),
    "another_person": _("This is somebody else’s place: each person signs for themselves."),
    "left": _("This place was given up before the meeting."),
    "not_allowed": _("Only the people who run this session may do this."),
    "own_presence": _("Somebody else of the team writes about your own presence."),
    # Twice.
    "already_signed": _("Already signed, on %(at)s."),
    "already_countersigned": _("Already counter-signed, on %(at)s."),
    "sheet_closed": _(
        "The trainer has counter-signed: the sheet is closed. They can still add you, with a "
        "reason."
    ),
    # How.
    "code_expired": _("This code is too old: scan the one that is shown now."),
    "code_unknown": _("This code is not that of this meeting: scan the one that is shown now."),
    "link_unknown": _("This link leads to no place. Open the one that you received."),
    "hand_missing": _("Draw your signature, or type your name and agree to the sentence."),
    "consent_missing": _("Tick the box: without it, a typed name is not a signature."),
    "another_name": _("Type your name as it is known here: %(name)s."),
    "drawing_unreadable": _("Your signature did not reach us. Draw it again, or type your name."),
    "drawing_empty": _("Your signature is empty. Draw it, or type your name."),
    "must_be_signed": _("This meeting is signed by each person: it cannot be ticked for them."),
    "photo_unreadable": _("This image cannot be read. Send a photograph: JPEG, PNG or WebP."),
    "photo_too_big": _("This image is too big: %(limit)s MB at most."),
    # What.
    "too_many_minutes": _("The minutes missed must be fewer than those of the meeting: %(most)s."),
    "nothing_to_countersign": _("Nobody has signed: there is nothing to counter-sign."),
    "no_countersignature": _("This meeting is not counter-signed."),
    "reason_missing": _("Say why: a correction needs a reason."),
    "reason_too_long": _("This reason is too long: %(most)s characters at most."),
    "another_sheet": _("This paper sheet is that of another meeting."),
    "nothing_changes": _("The sheet already says so."),
    "no_marks": _("Say who signed the paper sheet."),
    "already_on_sheet": _("Already on the sheet: %(names)s. Correct their line instead."),
    "twice_on_paper": _("The same person stands twice in what you keyed in."),
}


def refusal(code: str, meeting: Meeting | None = None, **facts: Any) -> ValidationError:
    """The error to raise; the log keeps its code and the meeting, never the person."""
    where = str(meeting.uuid) if meeting else ""
    logger.warning("signature refused", extra={"reason": code, "meeting": where})
    return ValidationError(SENTENCES[code] % facts, code=code)
