"""Reading the private keys, once a process; only a worker that issues asks for them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils import timezone

from certificates.keys.models import SigningKey

SEAL_KEY, SEAL_CERTIFICATE = "seal-key.pem", "seal-certificate.pem"
CREDENTIAL_KEY = "credential-key.pem"


class KeyProblem(Exception):
    """A key that is missing or is not what it should be; the message is for an operator."""


@dataclass(frozen=True)
class SealKey:
    """What seals: a private key in a file, or the address of one in a device."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    private: EllipticCurvePrivateKey | None
    """None for a key that never leaves its device."""

    @property
    def key_id(self) -> str:
        return key_id_of(self.certificate.public_key())

    @property
    def short_id(self) -> str:
        """As pages name it (`SigningKey.short_id`)."""
        return self.key_id[:16]


@dataclass(frozen=True)
class CredentialKey:
    private: Ed25519PrivateKey

    @property
    def key_id(self) -> str:
        return key_id_of(self.private.public_key())


def keys_folder() -> Path:
    """CERTIFICATES_KEYS, a folder that web processes need not be able to read."""
    folder = getattr(settings, "CERTIFICATES_KEYS", None)
    if not folder:
        raise KeyProblem("CERTIFICATES_KEYS manque : le dossier des clés.")
    return Path(folder)


def pkcs11_uri() -> str:
    """Address (RFC 7512) of the seal's key in a device; empty for a key in a file."""
    return str(getattr(settings, "CERTIFICATES_SEAL_PKCS11", "") or "")


def seal_key() -> SealKey:
    """The key of the seal and its certificate. KeyProblem."""
    return _seal_key(keys_folder(), pkcs11_uri())


def credential_key() -> CredentialKey:
    """The key of credentials. KeyProblem."""
    return _credential_key(keys_folder())


@cache
def _seal_key(folder: Path, uri: str) -> SealKey:
    private = None if uri else _private(folder / SEAL_KEY)
    if private is not None and not (
        isinstance(private, EllipticCurvePrivateKey) and isinstance(private.curve, SECP256R1)
    ):
        raise KeyProblem(f"{SEAL_KEY} doit être une clé ECDSA P-256.")
    leaf, *chain = _certificates(folder / SEAL_CERTIFICATE)
    if private is not None and key_id_of(private.public_key()) != key_id_of(leaf.public_key()):
        raise KeyProblem(f"{SEAL_CERTIFICATE} n'est pas le certificat de {SEAL_KEY}.")
    key = SealKey(leaf, tuple(chain), private)
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in (leaf, *chain))
    _record(key.key_id, SigningKey.Use.SEAL, pem)
    return key


@cache
def _credential_key(folder: Path) -> CredentialKey:
    private = _private(folder / CREDENTIAL_KEY)
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyProblem(f"{CREDENTIAL_KEY} doit être une clé Ed25519.")
    key = CredentialKey(private)
    pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _record(key.key_id, SigningKey.Use.CREDENTIAL, pem)
    return key


def key_id_of(public: Any) -> str:
    digest = Hash(SHA256())
    digest.update(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    return digest.finalize().hex()


def forget() -> None:
    """Have the keys read again, after a rotation."""
    _seal_key.cache_clear()
    _credential_key.cache_clear()


def _record(key_id: str, use: str, pem: bytes) -> None:
    """Keep the public half, so that what is signed can be checked for ever."""
    SigningKey.objects.get_or_create(
        key_id=key_id,
        defaults={"use": use, "public": pem.decode(), "first_used_at": timezone.now()},
    )


def _private(path: Path) -> Any:
    try:
        return load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise KeyProblem(f"{path.name} n'est pas une clé PEM sans mot de passe.") from problem


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_read(path))
    except ValueError as problem:
        raise KeyProblem(f"{path.name} n'est pas un certificat PEM.") from problem


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise KeyProblem(f"{path.name} manque dans le dossier des clés.") from problem
    except OSError as problem:
        raise KeyProblem(f"{path.name} ne peut pas être lu : {problem.strerror}.") from problem
