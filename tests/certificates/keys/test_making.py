"""Making keys: once, whole, for their owner alone."""

import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID

from certificates.keys.loading import (
    CREDENTIAL_KEY,
    SEAL_CERTIFICATE,
    SEAL_KEY,
    credential_key,
    seal_key,
)
from certificates.keys.making import make_keys, set_aside

ALL = [SEAL_KEY, SEAL_CERTIFICATE, CREDENTIAL_KEY]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_make_keys_makes_three_files_for_their_owner_alone(empty: Path, now: datetime) -> None:
    assert make_keys(empty, issuer="Le RAMEAU", now=now) == ALL
    assert sorted(_bytes(empty)) == sorted(ALL)
    assert stat.S_IMODE(empty.stat().st_mode) == 0o700
    for path in empty.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_make_keys_twice_changes_nothing(folder: Path, now: datetime) -> None:
    before = _bytes(folder)
    assert make_keys(folder, issuer="Un autre", now=now + timedelta(days=1)) == []
    assert _bytes(folder) == before


@pytest.mark.parametrize(
    ("lost", "made"),
    [
        ([SEAL_CERTIFICATE], [SEAL_CERTIFICATE]),
        ([CREDENTIAL_KEY], [CREDENTIAL_KEY]),
        ([SEAL_CERTIFICATE, CREDENTIAL_KEY], [SEAL_CERTIFICATE, CREDENTIAL_KEY]),
    ],
)
def test_make_keys_interrupted_is_finished_by_the_next(
    folder: Path, now: datetime, db: None, lost: list[str], made: list[str]
) -> None:
    key = (folder / SEAL_KEY).read_bytes()
    for name in lost:
        (folder / name).unlink()
    assert make_keys(folder, issuer="Le RAMEAU", now=now) == made
    assert (folder / SEAL_KEY).read_bytes() == key
    assert seal_key().private is not None
    credential_key()


def test_make_keys_never_makes_a_second_key_for_a_certificate(folder: Path, now: datetime) -> None:
    """A key lost is a rotation, or a backup to bring back: not a new key under an old name."""
    (folder / SEAL_KEY).unlink()
    assert make_keys(folder, issuer="Le RAMEAU", now=now) == []
    assert not (folder / SEAL_KEY).exists()


def test_make_keys_leaves_the_seal_to_its_device(empty: Path, now: datetime, settings: Any) -> None:
    settings.CERTIFICATES_SEAL_PKCS11 = "pkcs11:token=a;object=b?module-path=/c&pin-source=/d"
    assert make_keys(empty, issuer="Le RAMEAU", now=now) == [CREDENTIAL_KEY]


@pytest.mark.parametrize("issuer", ["Le RAMEAU", "É" * 70, "École " * 20])
def test_the_certificate_is_of_the_issuer_and_signs_only(
    empty: Path, now: datetime, issuer: str
) -> None:
    make_keys(empty, issuer=issuer, now=now)
    certificate = x509.load_pem_x509_certificate((empty / SEAL_CERTIFICATE).read_bytes())
    [named] = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    assert issuer.startswith(str(named.value))
    usage = certificate.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE).value
    assert isinstance(usage, x509.KeyUsage)
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert not usage.key_cert_sign
    assert certificate.not_valid_before_utc < now < certificate.not_valid_after_utc


def test_set_aside_renames_and_leaves_room(folder: Path, now: datetime) -> None:
    before = _bytes(folder)
    aside = set_aside(folder, now=now)
    assert sorted(_bytes(folder).values()) == sorted(before.values())
    assert sorted(_bytes(folder)) == sorted(aside)
    assert make_keys(folder, issuer="Le RAMEAU", now=now) == ALL
    assert _bytes(folder)[SEAL_KEY] != before[SEAL_KEY]


def test_set_aside_never_takes_the_place_of_another(folder: Path, now: datetime) -> None:
    set_aside(folder, now=now)
    make_keys(folder, issuer="Le RAMEAU", now=now)
    before = _bytes(folder)
    with pytest.raises(FileExistsError):
        set_aside(folder, now=now)
    assert _bytes(folder) == before
