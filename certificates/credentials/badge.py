"""The credential of a document: what it says, as Open Badges 3.0."""

import json
import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from certificates.credentials.issuer import method_of, profile
from certificates.credentials.models import StatusList
from certificates.credentials.signing import OPEN_BADGES, VC, instant, sign
from certificates.keys.loading import credential_key

Document = dict[str, Any]


def badge(
    claims: Document,
    *,
    uuid: UUID,
    course: UUID,
    email: str,
    status: tuple[StatusList, int] | None,
    now: datetime,
) -> bytes:
    """The signed credential of a document, as JSON; `status` is its place in a status list.

    KeyProblem without keys.
    """
    document: Document = {
        "@context": [VC, OPEN_BADGES],
        "id": f"urn:uuid:{uuid}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{claims['title']} – {claims['course']}",
        "issuer": profile(),
        "validFrom": instant(now),
        "awardedDate": f"{claims['achieved_on']}T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": _identity(claims["name"], email),
            "achievement": _achievement(claims, course),
        },
    }
    if claims["expires_on"]:
        document["validUntil"] = f"{claims['expires_on']}T23:59:59Z"
    if status is not None:
        document["credentialStatus"] = _status(*status)
    key = credential_key()
    signed = sign(document, key, method=method_of(key.key_id), now=now)
    return json.dumps(signed, ensure_ascii=False, indent=1).encode()


def _identity(name: str, email: str) -> list[Document]:
    """The name as printed; the address as a salted hash, for who knows it already."""
    salt = secrets.token_hex(16)
    known = [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": name,
            "identityType": "name",
        }
    ]
    if email:
        hashed = sha256(f"{email}{salt}".encode()).hexdigest()
        known.append(
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": f"sha256${hashed}",
                "identityType": "emailAddress",
                "salt": salt,
            }
        )
    return known


def _achievement(claims: Document, course: UUID) -> Document:
    told = [claims["statement"], claims["course"], claims["when"]]
    told += [f"{label} : {value}" for label, value in claims["facts"]]
    return {
        "id": f"urn:uuid:{course}",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": claims["course"],
        "description": claims["mention"],
        "criteria": {"narrative": ". ".join(filter(None, told))},
        "inLanguage": claims["language"],
    }


def _status(status_list: StatusList, index: int) -> Document:
    return {
        "id": f"{status_list.url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": status_list.url,
    }
