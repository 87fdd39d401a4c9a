"""A seal whose key is in a device: SoftHSM, driven as any other."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from cryptography.x509.oid import NameOID
from pkcs11.exceptions import PKCS11Error

from certificates.issuing import issue_award
from certificates.keys import loading
from certificates.keys.loading import SEAL_CERTIFICATE, SEAL_KEY, KeyProblem
from certificates.models import Award
from certificates.sealing import sealing
from certificates.sealing.devices import read_address
from certificates.sealing.sealing import seal
from certificates.storing import read
from tests.certificates.sealing.conftest import Judge

pytestmark = [pytest.mark.django_db, pytest.mark.tools]
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "483920"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def pin(tmp_path: Path) -> Path:
    path = tmp_path / "pin"
    path.write_text(f"{PIN}\n")
    return path


@pytest.fixture
def address(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    pin: Path,
    now: datetime,
) -> str:
    """A token in a temporary folder, with its key; the folder of keys holds its certificate."""
    configuration = tmp_path / "softhsm2.conf"
    (tmp_path / "tokens").mkdir()
    configuration.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))
    token = ["--init-token", "--free", "--label", "sceau", "--pin", PIN, "--so-pin", "12345678"]
    subprocess.run(["softhsm2-util", *token], check=True, capture_output=True)
    made = subprocess.run(
        [sys.executable, "-m", "tests.certificates.sealing.softhsm", MODULE, "sceau", PIN, "cle"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (folder / SEAL_KEY).unlink()
    public = load_der_public_key(made.stdout)
    (folder / SEAL_CERTIFICATE).write_bytes(_certificate(public, now))
    loading.forget()
    return use(settings, pin)


def use(settings: Any, pin: Path, *, token: str = "sceau", key: str = "cle") -> str:
    settings.CERTIFICATES_SEAL_PKCS11 = (
        f"pkcs11:token={token};object={key}?module-path={MODULE}&pin-source=file:{pin}"
    )
    address: str = settings.CERTIFICATES_SEAL_PKCS11
    return address


def _certificate(public: Any, now: datetime) -> bytes:
    """Signed by another key than the device's: an authority, as in real life."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Le RAMEAU – dispositif")])
    refused = (
        "key_encipherment data_encipherment key_agreement key_cert_sign crl_sign"
        " encipher_only decipher_only"
    )
    usage = dict.fromkeys(refused.split(), False)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .sign(generate_private_key(SECP256R1()), SHA256())
    )
    return built.public_bytes(Encoding.PEM)


def test_the_device_signs_what_files_would(
    address: str, page: bytes, folder: Path, judge: Judge
) -> None:
    certificate = (folder / SEAL_CERTIFICATE).read_bytes()
    for reason in ("première", "suivante"):
        judged = judge(seal(page, reason=reason), certificate)
        assert judged.bottom_line
        assert judged.pkcs7_signature_mechanism == "sha256_ecdsa"


def test_an_award_is_sealed_by_the_device(
    address: str, pending: Award, folder: Path, judge: Judge, now: datetime
) -> None:
    award = issue_award(pending.uuid, now=now)
    assert award is not None
    assert judge(read(award.file), (folder / SEAL_CERTIFICATE).read_bytes()).bottom_line


def test_a_forked_child_opens_a_session_of_its_own(
    address: str, page: bytes, folder: Path, judge: Judge, tmp_path: Path
) -> None:
    """As a worker's children do, even when their parent signed before them.

    SoftHSM would forgive a session taken from the parent; real devices do not.
    """
    certificate = (folder / SEAL_CERTIFICATE).read_bytes()
    sealed = [seal(page, reason="parent")]
    for number in range(2):
        child = os.fork()
        if child == 0:
            opened = sealing._signer.cache_info().misses
            try:
                for _time in range(2):
                    (tmp_path / str(number)).write_bytes(seal(page, reason="enfant"))
                opened = sealing._signer.cache_info().misses - opened
                (tmp_path / f"{number}.opened").write_text(str(opened))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        sealed.append((tmp_path / str(number)).read_bytes())
        assert (tmp_path / f"{number}.opened").read_text() == "1"
    sealed.append(seal(page, reason="parent encore"))
    for pdf in sealed:
        assert judge(pdf, certificate).bottom_line


def test_a_device_that_went_away_and_came_back_signs_again(
    address: str, page: bytes, folder: Path, judge: Judge
) -> None:
    seal(page, reason="avant")
    # Nothing that the module held is worth anything any more.
    pkcs11._loaded[MODULE].finalize()
    with pytest.raises(PKCS11Error):
        seal(page, reason="pendant")
    certificate = (folder / SEAL_CERTIFICATE).read_bytes()
    assert judge(seal(page, reason="après"), certificate).bottom_line


def test_a_wrong_pin_is_told_and_never_tried_twice(
    address: str, page: bytes, pin: Path, settings: Any
) -> None:
    pin.write_text("000000")
    with pytest.raises(KeyProblem, match="refuse le code PIN"):
        seal(page, reason="x")
    # Most devices lock themselves after three: awards tried again must not do that.
    with pytest.raises(KeyProblem, match="déjà refusé ce code PIN"):
        seal(page, reason="x")
    # The operator corrects the file: no need to restart.
    pin.write_text(PIN)
    assert seal(page, reason="x").startswith(b"%PDF-")


def test_an_award_without_its_device_waits_with_its_cause(
    address: str, pending: Award, settings: Any, pin: Path, now: datetime
) -> None:
    use(settings, pin, token="absent")
    assert issue_award(pending.uuid, now=now) is None
    pending.refresh_from_db()
    assert (pending.state, pending.file) == (Award.State.PENDING, "")
    assert "PKCS#11" in pending.cause


def test_what_the_device_lacks_is_told(address: str, page: bytes, settings: Any, pin: Path) -> None:
    use(settings, pin, key="absente")
    with pytest.raises(KeyProblem, match="private key"):
        seal(page, reason="x")
    settings.CERTIFICATES_SEAL_PKCS11 = address.replace("libsofthsm2", "absent")
    with pytest.raises(KeyProblem, match="ne signe pas"):
        seal(page, reason="x")
    pin.unlink()
    with pytest.raises(KeyProblem, match="ne peut pas être lu"):
        seal(page, reason="x")


def test_the_certificate_of_another_key_is_refused(
    address: str, page: bytes, folder: Path, now: datetime
) -> None:
    other = generate_private_key(SECP256R1()).public_key()
    (folder / SEAL_CERTIFICATE).write_bytes(_certificate(other, now))
    loading.forget()
    with pytest.raises(KeyProblem, match="n'est pas celui de la clé du dispositif"):
        seal(page, reason="x")


def test_read_address_decodes_names() -> None:
    place, options = read_address(
        "pkcs11:token=Mon%20sceau;object=cl%C3%A9?module-path=/a+b.so&pin-source=file:/run/pin"
    )
    assert place == {"token": "Mon sceau", "object": "clé"}
    assert options == {"module-path": "/a+b.so", "pin-source": "/run/pin"}


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("https://example.org", "https://example.org|object"),
        ("pkcs11:token=a?module-path=/b&pin-source=/c", "object"),
        ("pkcs11:token=a;object=b?module-path=/c", "pin-source"),
        ("pkcs11:token=;object=b?pin-source=/c&module-path=/d", "token"),
    ],
)
def test_read_address_says_what_is_missing(uri: str, told: str) -> None:
    with pytest.raises(KeyProblem, match=told):
        read_address(uri)
