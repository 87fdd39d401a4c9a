"""Signing a credential: contexts that never change, and no network."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from certificates.credentials.signing import CONTEXTS, FOLDER, VC, instant, sign
from certificates.keys.loading import CredentialKey

METHOD = "did:web:example.org#key"


def test_contexts_are_those_that_were_published() -> None:
    vendor = (FOLDER / "VENDOR.md").read_text(encoding="utf-8")
    pinned = re.findall(r"`(\S+\.json)` \| <(\S+)> \|.*`([0-9a-f]{64})`", vendor)
    assert {url: name for name, url, _digest in pinned} == CONTEXTS
    assert {name for name, _url, _digest in pinned} == {path.name for path in FOLDER.glob("*.json")}
    for name, _url, digest in pinned:
        assert sha256((FOLDER / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/ns/did/v1",
        "http://127.0.0.1:9/contexte",
        f"{VC}#",
        "file:///etc/hostname",
    ],
)
def test_signing_reads_no_other_context(url: str, now: datetime) -> None:
    document = {"@context": [VC, url], "type": ["VerifiableCredential"]}
    with pytest.raises(jsonld.JsonLdError) as refused:
        sign(document, CredentialKey(Ed25519PrivateKey.generate()), method=METHOD, now=now)
    causes = []
    problem: BaseException | None = refused.value
    while problem is not None:
        causes.append(str(problem))
        problem = getattr(problem, "cause", None) or problem.__cause__
    assert any("never asks the network" in cause for cause in causes)


def _document(name: str = "Alice") -> dict[str, Any]:
    return {
        "@context": [VC],
        "type": ["VerifiableCredential"],
        "issuer": "did:web:example.org",
        "validFrom": "2026-03-01T00:00:00Z",
        "name": name,
        "credentialSubject": {"id": "urn:uuid:b5a7437b-cdc4-496b-b4d6-7f6c5644d3f4"},
    }


def test_the_proof_says_who_signed_when_and_for_what(now: datetime) -> None:
    key = CredentialKey(Ed25519PrivateKey.generate())
    signed = sign(_document(), key, method=METHOD, now=now)
    proof = signed.pop("proof")
    assert signed == _document()
    assert proof["verificationMethod"] == METHOD
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["created"] == instant(now)
    assert len(base58.b58decode(proof["proofValue"].removeprefix("z"))) == 64


def test_the_proof_is_of_these_words_alone(now: datetime) -> None:
    key = CredentialKey(Ed25519PrivateKey.generate())
    signatures = {
        sign(_document(name), key, method=METHOD, now=now)["proof"]["proofValue"]
        for name in ("Alice", "Alice", "Alicia")
    }
    assert len(signatures) == 2


def test_instants_are_in_utc_to_the_second() -> None:
    assert instant(datetime(2026, 3, 1, 8, 5, 9, 99, tzinfo=UTC)) == "2026-03-01T08:05:09Z"
