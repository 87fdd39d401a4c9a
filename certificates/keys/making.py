"""Making a pair of keys: for development, for tests, and to start with in production."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from django.utils import timezone

from certificates.keys.loading import CREDENTIAL_KEY, SEAL_CERTIFICATE, SEAL_KEY, pkcs11_uri

VALIDITY = timedelta(days=3652)
"""Of a certificate signed by itself. A seal outlives it: what counts is our record of the key."""


def make_keys(folder: Path, *, issuer: str, now: datetime) -> list[str]:
    """Make the keys that the folder lacks, readable by their owner alone; the files made.

    Nothing for a seal whose key is in a device: its certificate comes with it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = [] if pkcs11_uri() else _make_seal(folder, issuer, now)
    if _keep(folder / CREDENTIAL_KEY, _pem(Ed25519PrivateKey.generate())):
        made.append(CREDENTIAL_KEY)
    return made


def set_aside(folder: Path, *, now: datetime) -> list[str]:
    """Rename the keys of a folder after this moment, so that new ones take their place.

    Public halves are rows: what the old keys signed still verifies. Returns the new names.
    """
    names = [CREDENTIAL_KEY] if pkcs11_uri() else [SEAL_KEY, SEAL_CERTIFICATE, CREDENTIAL_KEY]
    suffix = timezone.localtime(now).strftime("%Y-%m-%d-%H%M%S")
    aside = []
    for path in (folder / name for name in names):
        if path.exists():
            kept = path.with_suffix(f".{suffix}{path.suffix}")
            # A link first: it never takes the place of a key set aside before.
            os.link(path, kept)
            path.unlink()
            aside.append(kept.name)
    return aside


def _make_seal(folder: Path, issuer: str, now: datetime) -> list[str]:
    if (folder / SEAL_CERTIFICATE).exists():
        return []
    made = []
    # The key first: interrupted in between, the next run certifies the key that is there.
    if _keep(folder / SEAL_KEY, _pem(generate_private_key(SECP256R1()))):
        made.append(SEAL_KEY)
    private = load_pem_private_key((folder / SEAL_KEY).read_bytes(), password=None)
    assert isinstance(private, EllipticCurvePrivateKey)
    certificate = _certificate(private, issuer, now).public_bytes(Encoding.PEM)
    if _keep(folder / SEAL_CERTIFICATE, certificate):
        made.append(SEAL_CERTIFICATE)
    return made


def _certificate(key: EllipticCurvePrivateKey, issuer: str, now: datetime) -> x509.Certificate:
    """Signed by itself: readers say “unknown signer” until a paid seal takes its place."""
    # At most 64 bytes: what is longer is cut, between two letters.
    short = issuer.encode()[:40].decode(errors="ignore")
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, issuer[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{short} – attestations"),
        ]
    )
    refused = (
        "key_encipherment data_encipherment key_agreement key_cert_sign crl_sign"
        " encipher_only decipher_only"
    )
    usage = dict.fromkeys(refused.split(), False)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )


def _pem(key: EllipticCurvePrivateKey | Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _keep(path: Path, content: bytes) -> bool:
    """Whole or not at all, for the owner alone; False when another process was first."""
    with NamedTemporaryFile(dir=path.parent) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return False
    return True
