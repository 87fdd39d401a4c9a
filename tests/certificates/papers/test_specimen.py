"""Specimens: complete, and impossible to take for a real document."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from certificates.kinds import KINDS
from certificates.models import ALPHABET, CODE_LENGTH, normalised_code
from certificates.papers.choosing import shipped_paper
from certificates.papers.previewing import preview
from certificates.papers.specimen import CODE, complete_specimen, specimen_claims
from tests.certificates.papers.conftest import Write

pytestmark = pytest.mark.django_db


def _text(path: Path) -> str:
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return " ".join(said.stdout.decode().split())


@pytest.mark.tools
@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_a_complete_specimen(tmp_path: Path, kind: str, capsys: Any) -> None:
    path = tmp_path / "specimen.pdf"
    call_command("specimen_certificate", path, kind=kind)
    assert f"{kind}/shipped" in capsys.readouterr().out
    text = _text(path)
    assert "Camille Exemple" in text
    assert "SPECIMEN-0000" in text
    seal = subprocess.run(["pdfsig", path], capture_output=True, check=False).stdout.decode()
    assert "Signature is Valid." in seal
    assert "Total document signed" in seal
    with pikepdf.open(path) as pdf:
        marks = [one for one in "SPÉCIMEN" if one in text]
        assert len(marks) == len("SPÉCIMEN")
        assert ("justificatif.json" in pdf.attachments) == KINDS[kind].IS_CREDENTIAL
        assert len(pdf.pages) == 1


def test_its_credential_says_that_it_is_worth_nothing(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "specimen.pdf"
    path.write_bytes(
        complete_specimen("followed", shipped_paper("followed"), language="fr", now=now)
    )
    with pikepdf.open(path) as pdf:
        badge = json.loads(pdf.attachments["justificatif.json"].get_file().read_bytes())
    assert badge["name"].startswith("SPÉCIMEN")
    assert "sans valeur" in badge["credentialSubject"]["achievement"]["description"]
    assert badge["validFrom"] < badge["validUntil"] < now.isoformat()
    assert "credentialStatus" not in badge
    assert badge["proof"]["cryptosuite"] == "eddsa-rdfc-2022"


def test_its_code_can_never_be_given(client: Any) -> None:
    assert len(CODE) == CODE_LENGTH
    assert set(normalised_code(CODE)) - set(ALPHABET)
    assert client.get(f"/attestations/{CODE}/").status_code == 404


def test_it_speaks_english_on_request(now: datetime) -> None:
    claims = specimen_claims("followed", shipped_paper("followed"), language="en", now=now)
    assert claims["specimen"] == "SPECIMEN"
    assert claims["title"] == "Certificate of attendance"


@pytest.mark.tools
def test_the_command_draws_a_template(tmp_path: Path, write: Write) -> None:
    version = write(signatory="La présidence")
    path = tmp_path / "specimen.pdf"
    call_command("specimen_certificate", path, template=version.template.uuid)
    assert "La présidence" in _text(path)


def test_what_the_command_cannot_do(tmp_path: Path, settings: Any, write: Write) -> None:
    path, template = tmp_path / "specimen.pdf", write().template
    refused = {
        "n'existe pas": {"file": tmp_path / "nulle-part" / "s.pdf"},
        "n'a pas pu être écrit": {"file": tmp_path},
        "Aucun modèle": {"template": "00000000-0000-0000-0000-000000000000"},
        "n'est pas l'uuid": {"template": "x"},
        "autre document": {"template": str(template.uuid), "kind": "trained"},
    }
    for sentence, more in refused.items():
        words = [f"--{name}={value}" for name, value in more.items() if name != "file"]
        with pytest.raises(CommandError, match=sentence):
            call_command("specimen_certificate", str(more.get("file", path)), *words)
    settings.CERTIFICATES_KEYS = str(tmp_path / "sans-cles")
    with pytest.raises(CommandError, match="Pas de clés"):
        call_command("specimen_certificate", str(path))
    assert not path.exists()


def test_a_preview_says_when_it_is_not_sealed(tmp_path: Path, settings: Any, now: datetime) -> None:
    paper = shipped_paper("followed")
    sealed = preview("followed", paper, language="fr", now=now)
    assert (sealed.unsealed_because, b"/Sig" in sealed.pdf) == ("", True)
    settings.CERTIFICATES_KEYS = str(tmp_path / "sans-cles")
    bare = preview("followed", paper, language="fr", now=now)
    assert "clés" in bare.unsealed_because
    assert b"/Sig" not in bare.pdf
    assert bare.picture_url.startswith("data:image/png;base64,")


def test_a_preview_survives_a_timestamp_server_that_fails(settings: Any, now: datetime) -> None:
    settings.CERTIFICATES_TIMESTAMP_URL = "http://127.0.0.1:9/"
    shown = preview("followed", shipped_paper("followed"), language="fr", now=now)
    assert "journaux" in shown.unsealed_because
