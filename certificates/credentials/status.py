"""The status list: a place drawn by chance for each credential, and the signed list itself.

Source: W3C Bitstring Status List 1.0.
"""

import base64
import gzip
import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from certificates.credentials.issuer import issuer_did, method_of
from certificates.credentials.models import LIST_SIZE, StatusList
from certificates.credentials.signing import VC, instant, sign
from certificates.keys.loading import credential_key
from courses.jobs.models import JobState
from courses.jobs.nudging import nudge

FULL = LIST_SIZE // 2
"""Beyond, places drawn by chance would often be taken: another list begins."""


def open_list(now: datetime) -> StatusList:
    """The list that takes new credentials; the first and each next one are made here."""
    last: StatusList | None = StatusList.objects.order_by("-number").first()
    if last is not None and last.awards.count() < FULL:
        return last
    number = last.number + 1 if last else 1
    made: StatusList
    made, is_new = StatusList.objects.get_or_create(number=number, defaults={"due_at": now})
    if is_new:
        nudge(StatusList.TASK, made.uuid)
    return made


def draw_index() -> int:
    return secrets.randbelow(LIST_SIZE)


def sign_again(status_list: StatusList | None, *, now: datetime) -> None:
    """Have a list signed again, even while a worker is signing it as it was before."""
    if status_list is None:
        return
    StatusList.objects.filter(pk=status_list.pk).update(
        state=JobState.PENDING, due_at=now, attempts=0, claim_id=None, claimed_until=None, cause=""
    )
    nudge(StatusList.TASK, status_list.uuid)


def signed_list(status_list: StatusList, withdrawn: Iterable[int], *, now: datetime) -> str:
    """The credential that says which of a list's are withdrawn, as JSON. KeyProblem."""
    document = {
        "@context": [VC],
        "id": status_list.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_did(),
        "validFrom": instant(now),
        "credentialSubject": {
            "id": f"{status_list.url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _encoded(withdrawn),
        },
    }
    key = credential_key()
    signed: Any = sign(document, key, method=method_of(key.key_id), now=now)
    return json.dumps(signed, ensure_ascii=False, indent=1)


def _encoded(withdrawn: Iterable[int]) -> str:
    """Compressed, in base64url, with its multibase mark; the first bit is the leftmost one."""
    bits = bytearray(LIST_SIZE // 8)
    for index in withdrawn:
        bits[index // 8] |= 0x80 >> (index % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    return f"u{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"
