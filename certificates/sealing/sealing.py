"""Sealing a PDF: PAdES baseline, ECDSA P-256, an invisible field, no change allowed after."""

import os
from functools import cache
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.keys.loading import SealKey, pkcs11_uri, seal_key
from certificates.sealing.dating import CheckedTimeStamper
from certificates.sealing.devices import device_signer
from certificates.sealing.looping import beside_any_loop

FIELD = "Sceau"
ROOM = 2048
"""Bytes kept for a signature, beside its certificates: twice what it takes."""


def seal(pdf: bytes, *, reason: str) -> bytes:
    """The same document, sealed. KeyProblem without keys.

    With CERTIFICATES_TIMESTAMP_URL the seal is dated by that server (RFC 3161, PAdES B-T); its
    failure is an exception, never a seal without a date.
    """
    key = seal_key()
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    timestamper = _timestamper(str(getattr(settings, "CERTIFICATES_TIMESTAMP_URL", "") or ""))
    signer = _Pdf17Signer(
        metadata,
        # A session of a device belongs to the process that opened it, never to its children.
        _signer(key, pkcs11_uri(), os.getpid()),
        timestamper=timestamper,
        new_field_spec=fields.SigFieldSpec(FIELD),
    )
    try:
        room = None if timestamper else _room(key)
        sealed: bytes = beside_any_loop(
            lambda: signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=room)
        ).getvalue()
    except Exception:
        if key.private is None:
            # A device that was unplugged only signs again in a new session.
            _signer.cache_clear()
        raise
    return sealed


class _Pdf17Signer(signers.PdfSigner):
    """PAdES in a PDF 1.7: PDF/A-3 stops there, and elliptic curves would announce a 2.0."""

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
        pdf_out.register_extension(ESIC_EXTENSION_1)


@cache
def _signer(key: SealKey, uri: str, _process: int) -> Any:
    """Made once a process: it parses keys."""
    certificates = SimpleCertificateStore()
    certificates.register_multiple(_parsed(one) for one in (key.certificate, *key.chain))
    if key.private is None:
        return device_signer(uri, _parsed(key.certificate), certificates)
    private = asn1_keys.PrivateKeyInfo.load(
        key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    )
    return signers.SimpleSigner(_parsed(key.certificate), private, certificates)


def _room(key: SealKey) -> int:
    """Hexadecimal digits to keep for an undated signature, in whose place it is then written.

    Too few would be an exception. Without this, pyHanko signs twice, once to measure.
    """
    certificates = [one.public_bytes(Encoding.DER) for one in (key.certificate, *key.chain)]
    return 2 * (ROOM + sum(map(len, certificates)))


@cache
def _timestamper(url: str) -> CheckedTimeStamper | None:
    return CheckedTimeStamper(url) if url else None


def _parsed(certificate: x509.Certificate) -> asn1_x509.Certificate:
    parsed: asn1_x509.Certificate = asn1_x509.Certificate.load(
        certificate.public_bytes(Encoding.DER)
    )
    return parsed
