"""What production demands, asked of a fresh process with the environment of a real one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operations.site import PRODUCTION, ROOT

pytestmark = pytest.mark.style


def _manage(tmp_path: Path, *command: str, **changes: str | None) -> tuple[int, str]:
    given = {**PRODUCTION, "MOOC_DATA": str(tmp_path), **changes}
    environment = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    environment |= {name: value for name, value in given.items() if value is not None}
    for name in {name for name, value in given.items() if value is None}:
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


CHECK = ("check", "--deploy", "--fail-level", "WARNING")


def test_production_is_clean(tmp_path: Path) -> None:
    code, said = _manage(tmp_path, *CHECK)
    assert code == 1
    assert "certificates.W003" in said
    assert _manage(tmp_path, "make_certificate_keys")[0] == 0
    code, said = _manage(tmp_path, *CHECK)
    assert code == 0, said


WANTED = ["SECRET_KEY", "SITE_URL", "EMAIL_URL", "OPERATOR_NAME", "ISSUER_NAME"]


@pytest.mark.parametrize("command", ["check", "up"])
@pytest.mark.parametrize("name", WANTED)
def test_production_wants(tmp_path: Path, name: str, command: str) -> None:
    code, said = _manage(tmp_path, command, **{name: None})
    assert code == 1
    assert said.startswith(f"Réglage à corriger : {name} ")
    assert "obligatoire en production" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "k9-Zz!" * 8, "SECRET_KEY a 50 caractères au moins en production"),
        ("PORT", "abc", "PORT est un nombre entre 1 et 65535"),
        ("PORT", "99999", "PORT est un nombre entre 1 et 65535"),
        ("PORT", "0", "PORT est un nombre entre 1 et 65535"),
        ("WEB_WORKERS", "beaucoup", "WEB_WORKERS n'a pas la forme attendue"),
        ("OPERATOR_DPO_FILE", "/no/such/file", "OPERATOR_DPO ne peut être lu"),
        ("OIDC_SERVER_URL", "https://sso.example.org", "OIDC_CLIENT_ID est obligatoire"),
        ("MOOC_DATA", "/proc/nowhere", "Le site ne peut pas écrire dans /proc/nowhere"),
        ("MOOC_DATA", "/dev/null/x", "Le site ne peut pas écrire dans /dev/null/x"),
    ],
)
def test_a_wrong_value_is_said_in_one_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    code, said = _manage(tmp_path, "up", **{name: value})
    assert code == 1
    assert said.startswith(f"Réglage à corriger : {sentence}")
    assert said.count("\n") == 1


def test_a_backup_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    code, said = _manage(tmp_path, "backup", "--to", "/proc/nowhere")
    assert code == 1
    assert "La sauvegarde ne peut pas s'écrire dans /proc/nowhere" in said
    assert "Traceback" not in said


def test_production_refuses_debug(tmp_path: Path) -> None:
    code, said = _manage(tmp_path, "check", MOOC_DEBUG="true")
    assert code == 1
    assert "MOOC_DEBUG est refusé" in said


def test_sent_mails_have_no_address_in_production(tmp_path: Path) -> None:
    script = "from django.urls import resolve; resolve('/courriels/')"
    code, said = _manage(tmp_path, "shell", "--no-imports", "-c", script)
    assert code == 1
    assert "Resolver404" in said
    code, said = _manage(
        tmp_path,
        "shell",
        "--no-imports",
        "-c",
        script,
        MOOC_ENVIRONMENT="development",
        EMAIL_URL=None,
    )
    assert code == 0, said
