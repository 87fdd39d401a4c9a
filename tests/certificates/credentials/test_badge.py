"""What a credential says."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest

from certificates.credentials.badge import badge
from certificates.credentials.issuer import did_document, issuer_did, method_of
from certificates.credentials.models import StatusList
from certificates.issuing import issue_award
from certificates.keys.loading import credential_key
from certificates.keys.models import SigningKey
from certificates.models import Award

pytestmark = pytest.mark.django_db
CLAIMS: dict[str, Any] = {
    "title": "Attestation de suivi",
    "course": "Alliances et confiance",
    "name": "Élodie D’Œuvre",
    "statement": "qui a lu les 7 leçons",
    "when": "achevée le 1er mars 2026",
    "facts": [["Durée", "2 h"]],
    "mention": "Sans contrôle d’identité.",
    "language": "fr",
    "achieved_on": "2026-03-01",
    "expires_on": "",
}


def _badge(now: datetime, *, email: str = "", status: Any = None, **claims: Any) -> Any:
    made = badge(
        {**CLAIMS, **claims}, uuid=UUID(int=1), course=uuid4(), email=email, status=status, now=now
    )
    return json.loads(made)


def _identities(credential: Any) -> dict[str, Any]:
    return {one["identityType"]: one for one in credential["credentialSubject"]["identifier"]}


def test_badge_says_what_the_paper_says(now: datetime) -> None:
    credential = _badge(now)
    achievement = credential["credentialSubject"]["achievement"]
    assert achievement["name"] == CLAIMS["course"]
    assert achievement["description"] == CLAIMS["mention"]
    for said in (CLAIMS["statement"], CLAIMS["when"], "Durée : 2 h"):
        assert said in achievement["criteria"]["narrative"]
    assert credential["awardedDate"] == "2026-03-01T00:00:00Z"
    assert credential["issuer"]["id"] == issuer_did()


def test_badge_tells_the_name_and_a_salted_hash_of_the_address(now: datetime) -> None:
    one, other = (_identities(_badge(now, email="elodie@example.org")) for _time in range(2))
    assert one["name"]["identityHash"] == CLAIMS["name"]
    salt = one["emailAddress"]["salt"]
    hashed = sha256(f"elodie@example.org{salt}".encode()).hexdigest()
    assert one["emailAddress"]["identityHash"] == f"sha256${hashed}"
    # Two documents of one person cannot be matched by their hashes.
    assert salt != other["emailAddress"]["salt"]
    assert "elodie@" not in json.dumps(one)


def test_badge_without_address_tells_the_name_alone(now: datetime) -> None:
    assert set(_identities(_badge(now))) == {"name"}


def test_badge_that_expires_says_until_when(now: datetime) -> None:
    assert "validUntil" not in _badge(now)
    assert _badge(now, expires_on="2028-02-29")["validUntil"] == "2028-02-29T23:59:59Z"


def test_badge_names_its_place_in_the_status_list(now: datetime) -> None:
    status_list = StatusList(number=3)
    assert "credentialStatus" not in _badge(now)
    status = _badge(now, status=(status_list, 94567))["credentialStatus"]
    assert status["statusListIndex"] == "94567"
    assert status["statusListCredential"] == status_list.url
    assert status["id"] == f"{status_list.url}#94567"
    assert status["statusPurpose"] == "revocation"


def test_badge_is_signed_by_a_key_of_the_issuer(now: datetime) -> None:
    method = _badge(now)["proof"]["verificationMethod"]
    assert method == method_of(credential_key().key_id)
    assert method in did_document()["assertionMethod"]


def test_the_issuer_keeps_old_keys_and_drops_compromised_ones(now: datetime) -> None:
    key_id = credential_key().key_id
    pem = SigningKey.objects.get(key_id=key_id).public
    old = SigningKey.objects.create(
        key_id="a" * 64, use=SigningKey.Use.CREDENTIAL, public=pem, first_used_at=now
    )
    # A seal's key signs no credential.
    SigningKey.objects.create(
        key_id="b" * 64, use=SigningKey.Use.SEAL, public=pem, first_used_at=now
    )
    assert set(did_document()["assertionMethod"]) == {method_of(key_id), method_of(old.key_id)}
    old.compromised_at = now
    old.save()
    assert did_document()["assertionMethod"] == [method_of(key_id)]


def test_an_award_without_address_has_its_credential(
    pending: Award, alice: Any, now: datetime
) -> None:
    alice.email = ""
    alice.save()
    assert issue_award(pending.uuid, now=now) is not None
