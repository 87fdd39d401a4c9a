"""Checks a credential with openbadgeslib, without the network, in its own environment.

Standard input: {credential, served: {address: document}}; output: {verified, revoked, problem}.
"""

import json
import sys
from typing import Any
from urllib.parse import unquote

from openbadgeslib.ob3.did import resolve_verification_method
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof
from openbadgeslib.ob3.status import check_credential_status
from openbadgeslib.ob3.verifier import OB3VerificationError

said = json.load(sys.stdin)
served = said["served"]


def download(url: str) -> bytes:
    """Only what we were given; the document of a did:web stands under its https address."""
    for name, document in served.items():
        path = unquote(name.removeprefix("did:web:").replace(":", "/"))
        if url == name or (name.startswith("did:web:") and url == f"https://{path}/did.json"):
            return json.dumps(document).encode()
    raise OSError(f"not served: {url}")


def is_revoked(credential: Any, issuer: str) -> bool:
    """What the status list says, once its own proof is checked: the library leaves that to us."""
    for entry in credential.credential_status:
        status_list = served[entry["statusListCredential"]]
        if status_list["issuer"] != issuer:
            raise OB3VerificationError("the status list is somebody else's")
        method = status_list["proof"]["verificationMethod"]
        key = resolve_verification_method(method, download=download)
        verify_data_integrity_proof(status_list, key)
    try:
        check_credential_status(credential, download=download)
    except OB3VerificationError as problem:
        if "status 'revocation' is set" in str(problem):
            return True
        raise
    return False


def verdict() -> dict[str, Any]:
    document = said["credential"]
    try:
        credential = OB3LdpVerifier().verify(document, download=download)
        revoked = is_revoked(credential, document["issuer"]["id"])
    except OB3VerificationError as problem:
        return {"verified": False, "revoked": None, "problem": str(problem)}
    checked = len(credential.credential_status)
    return {"verified": True, "revoked": revoked, "checked": checked, "problem": ""}


print(json.dumps(verdict()))
