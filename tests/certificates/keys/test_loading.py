"""Reading keys: once a process, and a sentence for whatever is not as it should be."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from certificates.issuing import issue_award
from certificates.keys import loading
from certificates.keys.loading import (
    CREDENTIAL_KEY,
    SEAL_CERTIFICATE,
    SEAL_KEY,
    KeyProblem,
    credential_key,
    seal_key,
)
from certificates.keys.making import make_keys, set_aside
from certificates.keys.models import SigningKey
from certificates.models import Award

pytestmark = pytest.mark.django_db


def _pem(key: Any, secret: KeySerializationEncryption | None = None) -> bytes:
    written: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret or NoEncryption())
    return written


def test_a_key_is_read_once_and_its_public_half_kept(folder: Path) -> None:
    seal, credential = seal_key(), credential_key()
    shutil.rmtree(folder)
    assert seal_key() is seal
    assert credential_key() is credential
    kept = dict(SigningKey.objects.values_list("key_id", "use"))
    assert kept == {seal.key_id: "seal", credential.key_id: "credential"}
    assert not SigningKey.objects.filter(public__contains="PRIVATE").exists()


def test_a_rotation_keeps_the_public_half_of_the_old_keys(folder: Path, now: datetime) -> None:
    old = {seal_key().key_id, credential_key().key_id}
    set_aside(folder, now=now)
    make_keys(folder, issuer="Le RAMEAU", now=now)
    loading.forget()
    new = {seal_key().key_id, credential_key().key_id}
    assert not old & new
    assert set(SigningKey.objects.trusted().values_list("key_id", flat=True)) == old | new


@pytest.mark.parametrize("name", [SEAL_KEY, SEAL_CERTIFICATE])
def test_a_missing_file_of_the_seal_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(KeyProblem, match=f"{name} manque dans le dossier des clés"):
        seal_key()


def test_a_missing_key_of_credentials_is_named(folder: Path) -> None:
    (folder / CREDENTIAL_KEY).unlink()
    with pytest.raises(KeyProblem, match=f"{CREDENTIAL_KEY} manque"):
        credential_key()


@pytest.mark.parametrize(
    "make",
    [
        lambda: generate_private_key(SECP384R1()),
        lambda: generate_rsa(65537, 2048),
        Ed25519PrivateKey.generate,
    ],
    ids=["p-384", "rsa", "ed25519"],
)
def test_a_seal_of_another_kind_is_refused(folder: Path, make: Callable[[], Any]) -> None:
    (folder / SEAL_KEY).write_bytes(_pem(make()))
    with pytest.raises(KeyProblem, match="doit être une clé ECDSA P-256"):
        seal_key()


def test_a_credential_key_of_another_kind_is_refused(folder: Path) -> None:
    shutil.copy(folder / SEAL_KEY, folder / CREDENTIAL_KEY)
    with pytest.raises(KeyProblem, match="doit être une clé Ed25519"):
        credential_key()


@pytest.mark.parametrize(
    "content",
    [b"", b"rien d'une cl\xe9", _pem(Ed25519PrivateKey.generate(), BestAvailableEncryption(b"x"))],
    ids=["empty", "text", "encrypted"],
)
def test_what_is_no_bare_key_is_refused(folder: Path, content: bytes) -> None:
    (folder / CREDENTIAL_KEY).write_bytes(content)
    with pytest.raises(KeyProblem, match="n'est pas une clé PEM sans mot de passe"):
        credential_key()


def test_what_is_no_certificate_is_refused(folder: Path) -> None:
    (folder / SEAL_CERTIFICATE).write_bytes(b"rien")
    with pytest.raises(KeyProblem, match="n'est pas un certificat PEM"):
        seal_key()


def test_the_certificate_of_another_key_is_refused(
    folder: Path, tmp_path: Path, now: datetime
) -> None:
    make_keys(tmp_path / "others", issuer="Le RAMEAU", now=now)
    shutil.copy(tmp_path / "others" / SEAL_CERTIFICATE, folder / SEAL_CERTIFICATE)
    with pytest.raises(KeyProblem, match="n'est pas le certificat de"):
        seal_key()
    assert not SigningKey.objects.exists()


def test_without_a_setting_the_folder_is_asked_for(settings: Any) -> None:
    settings.CERTIFICATES_KEYS = ""
    with pytest.raises(KeyProblem, match="CERTIFICATES_KEYS manque"):
        seal_key()


def test_a_file_that_cannot_be_read_is_said_to_be_so(folder: Path) -> None:
    (folder / CREDENTIAL_KEY).unlink()
    # A folder is what not even root reads as a file.
    (folder / CREDENTIAL_KEY).mkdir()
    with pytest.raises(KeyProblem, match=f"{CREDENTIAL_KEY} ne peut pas être lu"):
        credential_key()


def test_an_award_without_keys_waits_with_its_cause(
    pending: Award, folder: Path, now: datetime
) -> None:
    set_aside(folder, now=now)
    assert issue_award(pending.uuid, now=now) is None
    pending.refresh_from_db()
    assert pending.state == Award.State.PENDING
    assert "manque dans le dossier des clés" in pending.cause
    assert pending.file == ""
    # An operator brings them back: the next try succeeds.
    make_keys(folder, issuer="Le RAMEAU", now=now)
    assert issue_award(pending.uuid, now=pending.due_at) is not None
