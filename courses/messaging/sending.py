"""Writing a mail as a row, and sending it."""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.mail import send_mail

from courses.jobs.models import JobState
from courses.jobs.nudging import nudge
from courses.messaging.models import Mail
from courses.person import person_of

logger = logging.getLogger(__name__)


def write_mail(person: Any, *, key: str, subject: str, body: str, now: datetime) -> None:
    """Keep a mail to send as soon as the transaction is committed; the same key twice is one.

    One INSERT, for acts done by the thousand.
    """
    mail = Mail(key=key, person=person, subject=subject, body=body, due_at=now)
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    # Already written by another act, this one was not kept: its nudge finds nothing to do.
    nudge(Mail.TASK, mail.uuid)


def send_due_mail(uuid: UUID | str, *, now: datetime) -> bool:
    """Send one mail that nobody else is sending; True when it left.

    A server that refuses or is down puts it back for later. A worker killed between the sending
    and its note sends it twice: better twice than never.
    """
    mail = Mail.objects.claim(uuid, now)
    if mail is None:
        return False
    address = person_of(mail.person).email if mail.person else ""
    if not address:
        mail.mine().update(state=JobState.BLOCKED, cause="no address", claimed_until=None)
        return False
    try:
        send_mail(mail.subject, mail.body, None, [address])
    except Exception as problem:
        # Whatever the backend raises, the row says so and the mail is tried again.
        logger.warning("mail not sent", extra={"job": str(uuid), "cause": type(problem).__name__})
        mail.put_back(type(problem).__name__, now=now)
        return False
    mail.mine().update(state=JobState.DONE, sent_at=now, claimed_until=None, cause="")
    return True
