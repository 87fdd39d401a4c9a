"""Adding a line at the end of a sheet: one writer at a time, whatever the engine."""

import logging
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from courses.attendance import chain
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.person import person_of
from courses.versioning import guard, keep_rows

logger = logging.getLogger(__name__)


def hold(meeting: Meeting) -> Meeting:
    """The meeting, its next number taken; inside a transaction, nobody else adds a line.

    An UPDATE first, on every engine: SQLite refuses at once a reader that turns writer.
    """
    Meeting.objects.filter(pk=meeting.pk).update(last_number=F("last_number") + 1)
    held: Meeting = Meeting.objects.select_related("cohort__course", "enrolment").get(pk=meeting.pk)
    return held


def append(held: Meeting, line: Signature, *, author: Any, now: datetime) -> Signature:
    """Write the line whose number `hold` took."""
    line.meeting, line.number, line.signed_at = held, held.last_number, now
    line.author_ref, line.author_name = ref_of(author), name_of(author)
    line.salt, line.author_salt = chain.new_salt(), chain.new_salt()
    line.person_digest, line.author_digest = chain.person_digest(line), chain.author_digest(line)
    line.previous_hash = held.last_hash or chain.genesis(held)
    line.hash = chain.line_hash(line)
    line.save(force_insert=True)
    Meeting.objects.filter(pk=held.pk).update(last_hash=line.hash)
    held.last_hash = line.hash
    transaction.on_commit(partial(_tell, str(held.uuid), line.number, line.hash))
    return line


def ref_of(person: Any) -> str:
    """An account, as lines name it."""
    return str(person.pk)


def name_of(person: Any) -> str:
    """A person's name as it stands on a sheet: their address when they gave none."""
    known = person_of(person)
    return (known.name or known.email)[:254]


def install_ledger_guards(using: str = "default", **_kwargs: Any) -> None:
    """Make the database refuse what would change a sheet; only erasing names is let through."""
    guard(Meeting, _all_but(Meeting, *Meeting.FACTS), when="OLD.last_number > 0", using=using)
    keep_rows(Meeting, when="OLD.last_number > 0", using=using)
    guard(PaperSheet, ("image", "erased_at", "uploaded_by"), when="1 = 1", using=using)
    keep_rows(PaperSheet, using=using)
    signer, author = ("salt", *Signature.SIGNER), ("author_salt", *Signature.AUTHOR)
    guard(Signature, (*signer, "erased_at", *author), when="1 = 1", using=using)
    for name, columns in (("erased", (*signer, "erased_at")), ("author_erased", author)):
        is_blank = " AND ".join(f"NEW.{one} = ''" for one in columns if one != "erased_at")
        if "erased_at" in columns:
            is_blank += " AND NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL"
        guard(
            Signature,
            _all_but(Signature, *columns),
            when=f"NOT ({is_blank})",
            using=using,
            name=name,
        )
    keep_rows(Signature, using=using)


def _all_but(model: Any, *names: str) -> set[str]:
    return {field.name for field in model._meta.concrete_fields} - set(names)


def _tell(meeting: str, number: int, hashed: str) -> None:
    """In the log too, which whoever changes the database does not reach; it names nobody."""
    logger.info("line signed", extra={"meeting": meeting, "line": number, "hash": hashed})
