"""The seal: valid, made with keys read once, and still valid after a rotation."""

import shutil
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from certificates.keys import loading
from certificates.keys.loading import SEAL_CERTIFICATE, KeyProblem, seal_key
from certificates.keys.making import make_keys, set_aside
from certificates.keys.models import SigningKey
from certificates.sealing import sealing
from certificates.sealing.sealing import FIELD, seal
from tests.certificates.sealing.conftest import Judge

pytestmark = pytest.mark.django_db


def test_seal_covers_the_whole_file_and_allows_no_change(
    page: bytes, folder: Path, judge: Judge
) -> None:
    sealed = seal(page, reason="Attestation de suivi")
    judged = judge(sealed, (folder / SEAL_CERTIFICATE).read_bytes())
    assert judged.bottom_line
    assert judged.coverage.name == "ENTIRE_FILE"
    assert judged.docmdp_ok
    assert sealed.startswith(page)


def test_seal_shows_nothing_on_the_page(page: bytes, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(seal(page, reason="Attestation"))
    with pikepdf.open(path) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert str(field.T) == FIELD
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert str(field.V.Reason) == "Attestation"


def test_the_key_is_loaded_once_a_process(page: bytes, folder: Path, judge: Judge) -> None:
    """Nothing is read again: the files are gone. Parsed once: a miss, then hits."""
    certificate = (folder / SEAL_CERTIFICATE).read_bytes()
    seal(page, reason="première")
    shutil.rmtree(folder)
    before = sealing._signer.cache_info()
    for _time in range(5):
        assert judge(seal(page, reason="suivante"), certificate).bottom_line
    after = sealing._signer.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (5, 0)


def test_an_old_seal_holds_after_a_rotation(
    page: bytes, folder: Path, judge: Judge, now: datetime
) -> None:
    old = seal(page, reason="avant")
    set_aside(folder, now=now)
    make_keys(folder, issuer="Le RAMEAU", now=now)
    loading.forget()
    new = seal(page, reason="après")
    trusted = [key.public.encode() for key in SigningKey.objects.trusted()]
    assert len(trusted) == 2
    for pdf in (old, new):
        assert judge(pdf, *trusted).bottom_line
    # Each by its own key.
    assert not judge(old, (folder / SEAL_CERTIFICATE).read_bytes()).bottom_line


def test_the_key_of_the_seal_is_the_one_recorded(page: bytes, folder: Path, judge: Judge) -> None:
    sealed = seal(page, reason="x")
    key = SigningKey.objects.get()
    assert (key.use, key.key_id) == (SigningKey.Use.SEAL, seal_key().key_id)
    assert judge(sealed, key.public.encode()).bottom_line


def test_seal_without_keys_is_a_problem(page: bytes, folder: Path) -> None:
    shutil.rmtree(folder)
    with pytest.raises(KeyProblem):
        seal(page, reason="x")
