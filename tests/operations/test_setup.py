"""deploy/setup.sh: installs once, says in one sentence what the machine lacks."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "Il manque des paquets Debian : "
    "apt install make python3-venv libpango-1.0-0 libpangoft2-1.0-0\n"
)

pytestmark = pytest.mark.style


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy with locks that hold nothing, so that installing needs no network."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/setup.sh").write_text((ROOT / "deploy/setup.sh").read_text())
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    (tmp_path / "requirements-dev.lock").write_text("# nothing more\n")
    return tmp_path


def _python(folder: Path, body: str) -> Path:
    """A stand-in for python3, which may refuse what a bare Debian refuses."""
    path = folder / "python3"
    path.write_text(f'#!/bin/sh\n{body}\nexec {sys.executable} "$@"\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _setup(project: Path, lock: str, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHON": sys.executable, "PATH": "/usr/bin:/bin", **more}
    return subprocess.run(
        ["sh", "deploy/setup.sh", lock],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _installed(done: "subprocess.CompletedProcess[str]") -> bool:
    assert done.returncode == 0, done.stderr
    return "Installation" in done.stdout


def test_installs_what_changed_and_nothing_else(project: Path) -> None:
    """One story: making an environment takes seconds."""
    assert _installed(_setup(project, "requirements.lock"))
    assert not _installed(_setup(project, "requirements.lock"))

    # The development lock serves both.
    assert _installed(_setup(project, "requirements-dev.lock"))
    assert not _installed(_setup(project, "requirements.lock"))
    assert not _installed(_setup(project, "requirements-dev.lock"))

    # A failed install starts again.
    good = (project / "requirements.lock").read_text()
    (project / "requirements.lock").write_text("./nowhere --hash=sha256:00\n")
    done = _setup(project, "requirements.lock", PIP_NO_INDEX="1")
    assert done.returncode == 1
    assert "relancez la commande" in done.stderr
    (project / "requirements.lock").write_text(good)
    assert _installed(_setup(project, "requirements.lock"))

    # A changed lock is installed; a broken environment is made again.
    (project / "requirements.lock").write_text("# something else\n")
    assert _installed(_setup(project, "requirements.lock"))
    (project / ".venv/bin/python").unlink()
    assert _installed(_setup(project, "requirements.lock"))


def test_python_too_old(project: Path, tmp_path: Path) -> None:
    old = 'case "$2" in *version_info*) exit 1;; esac'
    done = _setup(project, "requirements.lock", PYTHON=str(_python(tmp_path, old)))
    assert done.returncode == 1
    assert "Python 3.11.2 ou plus récent est nécessaire" in done.stderr


@pytest.mark.parametrize(
    "lacking", ['case "$2" in venv) exit 1;; esac', 'case "$2" in *ctypes*) exit 1;; esac']
)
def test_missing_packages_are_named_at_once(project: Path, tmp_path: Path, lacking: str) -> None:
    done = _setup(project, "requirements.lock", PYTHON=str(_python(tmp_path, lacking)))
    assert (done.returncode, done.stderr) == (1, PACKAGES)
    assert not (project / ".venv").exists()


def test_no_python_at_all(project: Path) -> None:
    done = _setup(project, "requirements.lock", PYTHON="no-such-python3")
    assert (done.returncode, done.stderr) == (1, PACKAGES)
