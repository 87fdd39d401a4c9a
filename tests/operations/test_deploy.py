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
    assert code == 0, said


def test_production_wants_an_operator(tmp_path: Path) -> None:
    code, said = _manage(tmp_path, *CHECK, OPERATOR_NAME=None)
    assert code == 1
    assert "site.E002" in said


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "EMAIL_URL"])
def test_production_wants(tmp_path: Path, name: str) -> None:
    code, said = _manage(tmp_path, "check", **{name: None})
    assert code == 1
    assert f"{name}" in said
    assert "obligatoire en production" in said


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
