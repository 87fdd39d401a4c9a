"""What the seal of a file says: ours and whole, ours and broken, somebody else's, or none."""

from enum import StrEnum
from io import BytesIO
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates.keys.loading import key_id_of
from certificates.keys.models import SigningKey
from certificates.sealing.looping import beside_any_loop
from certificates.unreadable import LockedFile, UnreadableFile


class Seal(StrEnum):
    WHOLE = "whole"
    """Ours, and nothing changed since."""
    BROKEN = "broken"
    """Ours, and the file was changed since."""
    FOREIGN = "foreign"
    """Of a key that is not ours, or no longer safe."""
    NONE = "none"


def seal_of(pdf: bytes) -> Seal:
    """What the first signature of a PDF says. UnreadableFile for what is no whole PDF."""
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise LockedFile
        signatures = reader.embedded_regular_signatures
        return _verdict(signatures[0]) if signatures else Seal.NONE
    except UnreadableFile:
        raise
    except Exception as problem:
        # Whatever a parser raises on what is not a PDF, or only half of one.
        raise UnreadableFile from problem


def _verdict(signature: Any) -> Seal:
    certificate = signature.signer_cert
    if not _is_ours(certificate):
        return Seal.FOREIGN
    context = _context(signature, certificate)
    status = beside_any_loop(lambda: validate_pdf_signature(signature, context, skip_diff=True))
    covers_all = signature.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    return Seal.WHOLE if status.intact and status.valid and covers_all else Seal.BROKEN


def _is_ours(certificate: asn1_x509.Certificate) -> bool:
    """Whether its key is one that we recorded when it sealed, and still trust."""
    public = x509.load_der_x509_certificate(certificate.dump()).public_key()
    ours = SigningKey.objects.trusted().filter(use=SigningKey.Use.SEAL)
    return ours.filter(key_id=key_id_of(public)).exists()


def _context(signature: Any, certificate: asn1_x509.Certificate) -> ValidationContext:
    """Our record of the key is the trust: neither a network nor today's date decides.

    A certificate may have expired since: what it sealed in its time stays sealed.
    """
    return ValidationContext(
        trust_roots=[certificate],
        moment=signature.self_reported_timestamp,
        best_signature_time=signature.self_reported_timestamp,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
