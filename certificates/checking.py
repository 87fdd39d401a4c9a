"""Checking a file that somebody received: is it the one that we issued?"""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from certificates.carried import carried_credential
from certificates.models import Award


class Answer(StrEnum):
    EXACT = "exact"
    """The very bytes that were issued."""
    CHANGED = "changed"
    """Sealed by us, changed since."""
    UNISSUED = "unissued"
    """Sealed by us, whole, but never given to anybody: a specimen."""
    FOREIGN = "foreign"
    UNSEALED = "unsealed"


@dataclass(frozen=True)
class Check:
    answer: Answer
    award: Award | None = None
    name: str = ""
    """The name, for who holds the file of a person whose data were erased."""


def check_file(pdf: bytes) -> Check:
    """What a file is. UnreadableFile for what is no whole PDF. Nothing is kept, nothing changes."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    award = Award.objects.issued().select_related("replaced_by").filter(sha256=sha256).first()
    if award is not None:
        return Check(Answer.EXACT, award, _carried_name(pdf) if award.erased_at else "")
    from certificates.sealing.checking import Seal, seal_of  # heavy, and this page alone needs it

    answers = {
        Seal.WHOLE: Answer.UNISSUED,
        Seal.BROKEN: Answer.CHANGED,
        Seal.FOREIGN: Answer.FOREIGN,
        Seal.NONE: Answer.UNSEALED,
    }
    return Check(answers[seal_of(pdf)])


def _carried_name(pdf: bytes) -> str:
    """The name in the credential of a document; empty for one that carries none."""
    try:
        credential = json.loads(carried_credential(pdf))
    except KeyError:
        return ""
    known = credential["credentialSubject"]["identifier"]
    return next((one["identityHash"] for one in known if one["identityType"] == "name"), "")
