"""The command of operators."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from certificates.keys.loading import CREDENTIAL_KEY, SEAL_CERTIFICATE, SEAL_KEY


def _run(**options: Any) -> str:
    said = StringIO()
    call_command("make_certificate_keys", stdout=said, **options)
    return said.getvalue()


def test_it_makes_what_is_missing_and_says_where(empty: Path) -> None:
    said = _run()
    assert str(empty) in said
    for name in (SEAL_KEY, SEAL_CERTIFICATE, CREDENTIAL_KEY):
        assert f"faite : {name}" in said
        assert (empty / name).exists()


def test_again_it_does_nothing_and_says_so(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert "rien à faire" in _run()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_new_begins_a_rotation(folder: Path) -> None:
    old = (folder / SEAL_KEY).read_bytes()
    said = _run(new=True)
    assert said.count("mise de côté") == 3
    assert said.count("faite :") == 3
    assert "Redémarrez les workers" in said
    assert (folder / SEAL_KEY).read_bytes() != old
    [kept] = folder.glob("seal-key.2*.pem")
    assert kept.read_bytes() == old
    assert kept.name in said


def test_new_in_an_empty_folder_only_makes_keys(empty: Path) -> None:
    assert "mise de côté" not in _run(new=True)
    assert (empty / SEAL_KEY).exists()


def test_a_seal_in_a_device_is_left_alone(folder: Path, settings: Any) -> None:
    settings.CERTIFICATES_SEAL_PKCS11 = "pkcs11:token=a;object=b?module-path=/c&pin-source=/d"
    seal = (folder / SEAL_CERTIFICATE).read_bytes()
    assert "dans un dispositif" in _run(new=True)
    assert (folder / SEAL_CERTIFICATE).read_bytes() == seal


def test_without_folder_nor_issuer_it_says_what_is_missing(settings: Any, empty: Path) -> None:
    settings.CERTIFICATES_ISSUER = {}
    with pytest.raises(CommandError, match="CERTIFICATES_ISSUER"):
        _run()
    settings.CERTIFICATES_KEYS = ""
    with pytest.raises(CommandError, match="CERTIFICATES_KEYS"):
        _run()


def test_a_folder_that_cannot_be_made_is_told(empty: Path) -> None:
    empty.write_text("")
    with pytest.raises(CommandError):
        _run()
