"""Signing a credential: a Data Integrity proof, cryptosuite `eddsa-rdfc-2022`.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.2.
"""

import json
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import base58
from pyld import ContextResolver, jsonld

from certificates.keys.loading import CredentialKey

VC = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = {VC: "credentials-2.json", OPEN_BADGES: "open-badges-3.0.3.json"}
FOLDER = Path(__file__).resolve().parent / "contexts"


def sign(document: dict[str, Any], key: CredentialKey, *, method: str, now: datetime) -> Any:
    """The same document with its proof; `method` is the public address of the key."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": instant(now),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    configuration = _hashed({"@context": document["@context"], **proof})
    signature = key.private.sign(configuration + _hashed(document))
    # Multibase: z announces base58 of Bitcoin.
    return {
        **document,
        "proof": {**proof, "proofValue": f"z{base58.b58encode(signature).decode()}"},
    }


def instant(at: datetime) -> str:
    """As XML Schema writes it, in UTC and to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _hashed(document: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical form (RDFC-1.0) of a JSON-LD document."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": _load,
        "contextResolver": _resolver(),
    }
    canonical: str = jsonld.normalize(document, options)
    return sha256(canonical.encode()).digest()


@cache
def _resolver() -> Any:
    """Contexts as pyld reads them, kept by this process: a new one each time costs as much again.

    They are our own two files, which never change: what is kept is bounded.
    """
    return ContextResolver({}, _load)


def _load(url: str, _options: Any) -> dict[str, Any]:
    """Our own copy of a context; any other address is refused."""
    if url not in CONTEXTS:
        raise ValueError(f"a credential never asks the network: {url}")
    return {
        "contextUrl": None,
        "documentUrl": url,
        "contentType": "application/ld+json",
        "document": _context(CONTEXTS[url]),
    }


@cache
def _context(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
