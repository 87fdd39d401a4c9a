"""A file that somebody received: exactly ours, changed, foreign, or no file at all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certificates.checking import Answer, check_file
from certificates.forms import LARGEST_FILE
from certificates.keys import loading
from certificates.keys.making import make_keys
from certificates.keys.models import SigningKey
from certificates.models import Award
from certificates.personal_data import AwardData
from certificates.replacing import replace_award
from certificates.revoking import revoke_award
from certificates.sealing.sealing import seal
from certificates.storing import read
from certificates.unreadable import LockedFile, UnreadableFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def pdf(issued: Award) -> bytes:
    return read(issued.file)


def bare_pdf() -> bytes:
    opened, written = pikepdf.new(), BytesIO()
    opened.add_blank_page()
    opened.save(written)
    return written.getvalue()


def flipped(pdf: bytes) -> bytes:
    """One bit changed, in a stream of the page, where no reader stumbles."""
    at = pdf.index(b"stream\n") + 60
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


@pytest.fixture
def other_keys(tmp_path: Path) -> Iterator[None]:
    """Keys that are nobody's, for the time of a test."""
    mine = settings.CERTIFICATES_KEYS
    settings.CERTIFICATES_KEYS = str(tmp_path / "others")
    now = datetime.fromisoformat("2026-11-25T09:00:00+01:00")
    make_keys(tmp_path / "others", issuer="Autre école", now=now)
    yield
    settings.CERTIFICATES_KEYS = mine


def test_the_bytes_that_were_issued_are_exact(issued: Award, pdf: bytes) -> None:
    check = check_file(pdf)
    assert (check.answer, check.award) == (Answer.EXACT, issued)


def test_one_bit_changed_shows(pdf: bytes) -> None:
    assert check_file(flipped(pdf)).answer == Answer.CHANGED


def test_something_added_after_the_seal_shows(pdf: bytes) -> None:
    assert check_file(pdf + b"\n% rien\n").answer == Answer.CHANGED


def test_an_edited_file_saved_by_another_program_shows(pdf: bytes) -> None:
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.docinfo["/Title"] = "Attestation de suivi – Autre"
        opened.save(written)
    assert check_file(written.getvalue()).answer in {Answer.CHANGED, Answer.UNSEALED}


def test_a_file_sealed_by_us_and_never_issued_attests_nothing(pdf: bytes) -> None:
    assert check_file(seal(bare_pdf(), reason="Spécimen")).answer == Answer.UNISSUED


def test_the_seal_of_another_is_not_ours(pdf: bytes, other_keys: None) -> None:
    theirs = seal(bare_pdf(), reason="Attestation")
    # Made in this process, their key was recorded: they have another site.
    SigningKey.objects.filter(key_id=loading.seal_key().key_id).delete()
    assert check_file(theirs).answer == Answer.FOREIGN


def test_a_seal_whose_key_is_no_longer_safe_is_not_trusted(pdf: bytes, now: datetime) -> None:
    sealed = seal(bare_pdf(), reason="Spécimen")
    SigningKey.objects.update(compromised_at=now)
    assert check_file(sealed).answer == Answer.FOREIGN


def test_a_file_without_seal_is_not_ours(db: None) -> None:
    assert check_file(bare_pdf()).answer == Answer.UNSEALED


def test_a_locked_file_says_so(db: None) -> None:
    written = BytesIO()
    with pikepdf.open(BytesIO(bare_pdf())) as opened:
        opened.save(written, encryption=pikepdf.Encryption(owner="x", user="y"))
    with pytest.raises(LockedFile):
        check_file(written.getvalue())


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_unreadable_or_changed(pdf: bytes, part: float) -> None:
    try:
        answer = check_file(pdf[: int(len(pdf) * part)]).answer
    except UnreadableFile:
        return
    assert answer in {Answer.CHANGED, Answer.UNSEALED}


def _post(content: bytes, client: Client | None = None) -> Any:
    file = SimpleUploadedFile("attestation.pdf", content, "application/pdf")
    return (client or Client()).post(reverse("certificates:verify_file"), {"file": file})


def test_the_page_says_that_the_file_is_the_one_we_issued(issued: Award, pdf: bytes) -> None:
    page = _post(pdf)
    said = page.content.decode()
    assert page.status_code == 200
    assert "Ce fichier est exactement celui que nous avons délivré." in said
    assert "verdict--valid" in said
    assert issued.claims["name"] in said
    assert page["X-Robots-Tag"] == "noindex"
    assert not page.cookies


def test_the_page_of_a_changed_file_shows_no_claim(issued: Award, pdf: bytes) -> None:
    said = _post(flipped(pdf)).content.decode()
    assert "modifié depuis que nous l’avons délivré" in said
    assert issued.claims["name"] not in said


def test_the_exact_file_of_a_revoked_certificate_is_revoked(
    issued: Award, pdf: bytes, adele: Any, now: datetime
) -> None:
    revoke_award(issued, by=adele, reason="error", because="Doublon", now=now)
    said = _post(pdf).content.decode()
    assert "verdict--revoked" in said
    assert "exactement celui" in said


def test_the_exact_file_of_a_replaced_certificate_says_by_which(
    issued: Award, pdf: bytes, adele: Any, now: datetime
) -> None:
    new = replace_award(issued, by=adele, because="Accent", now=now)
    said = _post(pdf).content.decode()
    assert "verdict--replaced" in said
    assert f"Remplacée par le numéro {new.number}" in said


def test_after_erasure_the_name_shows_only_to_who_holds_the_file(
    issued: Award, pdf: bytes, alice: Any, now: datetime
) -> None:
    AwardData().erase(alice, now=now)
    alice.delete()
    assert "Lefèvre" not in Client().get(issued.get_absolute_url()).content.decode()
    said = _post(pdf).content.decode()
    assert "Alice Lefèvre-Nuñez" in said
    assert "exactement celui" in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide."),
        (b"PK\x03\x04 une archive", "Ce fichier n’est pas un PDF."),
        (b"%PDF-1.7\n n'importe quoi", "abîmé ou incomplet"),
        (b"%PDF-" + b"0" * LARGEST_FILE, "trop gros"),
    ],
)
def test_a_wrong_file_gets_a_sentence(db: None, content: bytes, sentence: str) -> None:
    page = _post(content)
    assert page.status_code == 422
    said = page.content.decode()
    assert sentence in said
    assert 'aria-invalid="true"' in said


def test_no_file_gets_a_sentence(db: None) -> None:
    page = Client().post(reverse("certificates:verify_file"), {})
    assert page.status_code == 422
    assert "Choisissez le PDF" in page.content.decode()
    again = Client().get(reverse("certificates:verify_file"))
    assert again["Location"] == reverse("certificates:verify")


def test_giving_a_file_reads_no_session_and_keeps_nothing(
    issued: Award,
    pdf: bytes,
    alice: Any,
    signed_in: Any,
    storage: Path,
    django_assert_max_num_queries: Any,
) -> None:
    before = sorted(storage.rglob("*"))
    browser = signed_in(alice)
    browser.handler.enforce_csrf_checks = True
    with django_assert_max_num_queries(8) as asked:
        page = _post(pdf, browser)
    assert page.status_code == 200
    assert not any("session" in one["sql"] for one in asked.captured_queries)
    assert sorted(storage.rglob("*")) == before
    assert not page.cookies


def test_many_checks_from_one_address_wait(
    issued: Award, monkeypatch: pytest.MonkeyPatch, pdf: bytes
) -> None:
    monkeypatch.setattr("certificates.limiting.LIMIT", 3)
    browser = Client()
    assert [browser.get(issued.get_absolute_url()).status_code for _time in range(4)] == [
        *[200] * 3,
        429,
    ]
    page = _post(pdf, browser)
    assert (page.status_code, page["Retry-After"]) == (429, "60")
    # Another address is another person.
    assert browser.get(issued.get_absolute_url(), REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_certificate_past_its_date_says_so(issued: Award, now: datetime) -> None:
    assert issued.verdict_on(now.date()) == "valid"
    issued.expires_on = now.date()
    # Its last day is still its own.
    assert issued.verdict_on(now.date()) == "valid"
    assert issued.verdict_on(now.date() + timedelta(days=1)) == "expired"
