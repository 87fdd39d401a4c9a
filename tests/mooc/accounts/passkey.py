"""A passkey in software: what a phone would answer to the site's challenges."""

import hashlib
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST = "testserver"
FLAG = AuthenticatorData.FLAG


class Passkey:
    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def register(self, challenge: str = "") -> dict[str, Any]:
        """The answer to `navigator.credentials.create`."""
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        about = _about(FLAG.UP | FLAG.UV | FLAG.AT, credential)
        client = CollectedClientData.create("webauthn.create", challenge, f"http://{HOST}")
        attestation = AttestationObject.create("none", about, {})
        response = {"clientDataJSON": client, "attestationObject": attestation}
        return self._answer(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def sign(self, challenge: str, user_handle: bytes) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`."""
        about = _about(FLAG.UP | FLAG.UV)
        client = CollectedClientData.create("webauthn.get", challenge, f"http://{HOST}")
        signed = self.private.sign(about + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": client,
                "authenticatorData": about,
                "signature": signed,
                "userHandle": user_handle,
            }
        )

    def _answer(self, response: dict[str, bytes]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        encoded = {key: websafe_encode(value) for key, value in response.items()}
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "clientExtensionResults": {},
            "response": encoded,
        }


def _about(flags: int, credential: bytes = b"") -> AuthenticatorData:
    host = hashlib.sha256(HOST.encode()).digest()
    return AuthenticatorData.create(host, FLAG(flags), 0, credential)
