"""A certificate made by a real worker, once for the session, and what the world sees of it."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from certificates.credentials.signing import CONTEXTS, FOLDER

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
CHECKERS = {
    "digitalbazaar": ["node", str(HERE / "node" / "verify.mjs")],
    "openbadgeslib": [
        str(ROOT / ".venv-openbadges" / "bin" / "python"),
        str(HERE / "openbadges" / "verify.py"),
    ],
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            # The other servers change nothing to what is checked here: once is enough.
            item.add_marker(pytest.mark.outside)
            item.add_marker(pytest.mark.style)


class Story:
    """What tests.outside.site wrote: a folder a chapter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pdf(self, chapter: str = "issued", number: int = 1) -> Path:
        return self.folder / chapter / f"{number}.pdf"

    def told(self, chapter: str = "issued") -> Any:
        return json.loads((self.folder / chapter / "told.json").read_text())

    def credential(self, chapter: str = "issued", number: int = 1) -> Any:
        return json.loads((self.folder / chapter / f"{number}.json").read_text())

    def seals(self, chapter: str) -> bytes:
        return (self.folder / chapter / "seals.pem").read_bytes()


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    base = tmp_path_factory.getbasetemp()
    # The processes of pytest-xdist share one.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "outside"
    with (shared / "outside.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "compromised" / "told.json").exists():
            folder.mkdir()
            command = [sys.executable, "-m", "tests.outside.site", str(folder)]
            lived = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            log = folder / "worker.log"
            said = lived.stderr + (log.read_text() if log.exists() else "")
            assert lived.returncode == 0, said
    return Story(folder)


@pytest.fixture(params=sorted(CHECKERS))
def check(request: pytest.FixtureRequest) -> Callable[[Any, Any], Any]:
    """A checker that nobody here wrote: given a credential and what is served, its verdict."""
    contexts = {url: json.loads((FOLDER / name).read_text()) for url, name in CONTEXTS.items()}

    def run(credential: Any, served: Any) -> Any:
        said = {"credential": credential, "served": {**contexts, **served}}
        done = subprocess.run(
            CHECKERS[request.param],
            input=json.dumps(said),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stderr}\nsh tests/outside/setup.sh"
        return json.loads(done.stdout)

    return run
