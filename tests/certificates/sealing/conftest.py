"""A page to seal, keys of one's own, and how a seal is judged."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.keys import loading
from certificates.keys.making import make_keys
from certificates.sealing.looping import beside_any_loop

Judge = Callable[..., Any]


@pytest.fixture
def page() -> bytes:
    written = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(written)
    return written.getvalue()


@pytest.fixture
def folder(tmp_path: Path, settings: Any, now: datetime) -> Iterator[Path]:
    """Keys of this test alone."""
    settings.CERTIFICATES_KEYS = str(tmp_path / "keys")
    make_keys(tmp_path / "keys", issuer="Le RAMEAU", now=now)
    loading.forget()
    yield tmp_path / "keys"
    loading.forget()


@pytest.fixture
def judge() -> Judge:
    """What pyHanko's validator says of the seal of a PDF, trusting these certificates (PEM)."""

    def judge(pdf: bytes, *trusted: bytes, of_dates: bytes = b"") -> Any:
        [seal] = PdfFileReader(BytesIO(pdf)).embedded_signatures
        trust, dates = _trust(b"".join(trusted)), _trust(of_dates) if of_dates else None
        return beside_any_loop(
            lambda: validate_pdf_signature(seal, trust, ts_validation_context=dates)
        )

    return judge


def _trust(pem: bytes) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(load_certs_from_pemder_data(pem)), allow_fetching=False
    )
