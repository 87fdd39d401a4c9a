"""The wheel, built once, and a folder where it alone is installed."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
SOURCES = ("courses", "certificates", "mooc", "tests")
FILES = ("pyproject.toml", "README.md", "LICENSE")


def run(*command: str, cwd: Path, **env: str) -> str:
    """The output of a Python command that knows nothing of our settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**kept, "PYTHONDONTWRITEBYTECODE": "1", **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes of one run of pytest share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "host"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def wheel(shared: Path) -> Path:
    """Our wheel, built from a copy: a build leaves its folders beside the sources."""
    with one_at_a_time(shared, "wheel"):
        if not (shared / "site").exists():
            _install(_build(shared), shared / "site")
    return next((shared / "wheels").glob("*.whl"))


def _build(folder: Path) -> Path:
    source = folder / "source"
    for name in SOURCES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    # What a developer's folder holds and a wheel must not.
    for package in ("courses", "courses/catalogue"):
        cache = source / package / "__pycache__"
        cache.mkdir()
        (cache / "apps.cpython-311.pyc").write_bytes(b"")
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    wheels = str(folder / "wheels")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "-w", wheels, "."]
    run("-m", "pip", "wheel", "--quiet", *options, cwd=source)
    return next((folder / "wheels").glob("*.whl"))


def _install(wheel: Path, site: Path) -> None:
    options = ["--no-deps", "--no-index", "--no-compile", "--target", str(site), str(wheel)]
    run("-m", "pip", "install", "--quiet", *options, cwd=wheel.parent)


@pytest.fixture(scope="session")
def site(wheel: Path, shared: Path) -> Path:
    """The folder where the wheel is installed, and nothing else."""
    return shared / "site"


@pytest.fixture(scope="session", params=["school", "plain"])
def story(request: pytest.FixtureRequest, site: Path, shared: Path) -> dict[str, Any]:
    """What happened in a host, told once: the tests read it."""
    host: str = request.param
    told = shared / f"{host}.json"
    with one_at_a_time(shared, host):
        if not told.exists():
            told.write_text(_tell(host, site, shared / host))
    report: dict[str, Any] = json.loads(told.read_text())
    return {"host": host, **report}


def _tell(host: str, site: Path, project: Path) -> str:
    """The host's project is copied where our repository cannot be imported."""
    shutil.copytree(HERE / "project", project, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "learners.py", project)
    settings = f"{host}.settings"
    said = run("story.py", cwd=project, PYTHONPATH=str(site), DJANGO_SETTINGS_MODULE=settings)
    return said.splitlines()[-1]
