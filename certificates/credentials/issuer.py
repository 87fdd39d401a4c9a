"""Who issues: a did:web identifier, its keys, and a profile that machines read."""

from typing import Any
from urllib.parse import quote, urlsplit

import base58
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)
from django.conf import settings
from django.urls import reverse

from certificates.credentials.signing import OPEN_BADGES, VC
from certificates.keys.models import SigningKey
from courses.person import absolute_url

ED25519 = b"\xed\x01"
"""Multicodec prefix of an Ed25519 public key."""


def issuer_url() -> str:
    """The page that says who issues."""
    return absolute_url(reverse("certificates:issuer"))


def issuer_did() -> str:
    """did:web of that page: `did.json` beside it holds the keys."""
    parts = urlsplit(issuer_url())
    path = parts.path.strip("/").replace("/", ":")
    return f"did:web:{quote(parts.netloc, safe='.-')}:{path}"


def method_of(key_id: str) -> str:
    """The public address of a key of credentials."""
    return f"{issuer_did()}#{key_id[:16]}"


def profile() -> dict[str, Any]:
    """The issuer as Open Badges describes one."""
    return {
        "id": issuer_did(),
        "type": ["Profile"],
        "name": settings.CERTIFICATES_ISSUER["name"],
        "url": issuer_url(),
    }


def public_profile() -> dict[str, Any]:
    return {"@context": [VC, OPEN_BADGES], **profile()}


def did_document() -> dict[str, Any]:
    """Every key that may have signed a credential, old ones too; never a compromised one."""
    did = issuer_did()
    keys = SigningKey.objects.trusted().filter(use=SigningKey.Use.CREDENTIAL)
    methods = [
        {
            "id": method_of(key.key_id),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": _multibase(key.public),
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _multibase(pem: str) -> str:
    raw = load_pem_public_key(pem.encode()).public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"z{base58.b58encode(ED25519 + raw).decode()}"
