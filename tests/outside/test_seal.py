"""The seal, as poppler and pyHanko judge it."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.sealing.looping import beside_any_loop
from tests.outside.conftest import Story


def _altered(pdf: bytes) -> bytes:
    """One bit of another value: the language becomes “gr”, and everything still parses."""
    place = pdf.index(b"/Lang (fr)") + len(b"/Lang (")
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def _pdfsig(path: Path) -> str:
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False)
    return said.stdout


def _judged(pdf: bytes, seals: bytes) -> Any:
    trust = ValidationContext(
        trust_roots=list(load_certs_from_pemder_data(seals)), allow_fetching=False
    )
    [seal] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return beside_any_loop(lambda: validate_pdf_signature(seal, trust))


def test_poppler_finds_it_valid_and_whole(story: Story) -> None:
    said = _pdfsig(story.pdf())
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_poppler_sees_one_changed_bit(story: Story, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(_altered(story.pdf().read_bytes()))
    said = _pdfsig(altered)
    assert "Digest Mismatch" in said
    assert "Signature is Valid" not in said


def test_pyhanko_finds_it_valid_and_trusts_our_certificate(story: Story) -> None:
    judged = _judged(story.pdf().read_bytes(), story.seals("issued"))
    assert judged.bottom_line
    assert (judged.intact, judged.valid, judged.trusted) == (True, True, True)
    assert judged.coverage.name == "ENTIRE_FILE"
    assert judged.docmdp_ok


def test_pyhanko_sees_one_changed_bit(story: Story) -> None:
    judged = _judged(_altered(story.pdf().read_bytes()), story.seals("issued"))
    assert not judged.intact
    assert not judged.bottom_line


def test_pyhanko_sees_what_is_added_after_the_seal(story: Story) -> None:
    pdf = story.pdf().read_bytes()
    judged = _judged(pdf + b"\n% added\n", story.seals("issued"))
    assert judged.coverage.name != "ENTIRE_FILE"


@pytest.mark.parametrize(
    ("chapter", "number", "is_trusted"),
    [
        ("rotated", 1, True),
        ("rotated", 2, True),
        ("issued", 2, False),
        ("compromised", 1, False),
        ("compromised", 2, True),
    ],
)
def test_the_old_seal_holds_after_a_rotation_and_falls_with_its_key(
    story: Story, chapter: str, number: int, is_trusted: bool
) -> None:
    """By the certificates that a chapter trusts: the second document has the second key."""
    judged = _judged(story.pdf("compromised", number).read_bytes(), story.seals(chapter))
    assert judged.intact
    assert judged.bottom_line is is_trusted
