"""A site that was started once, and stopped: starting it again takes less time."""

import fcntl
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.site import Site, wait_until


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site that was started once, and stopped; made once for all of xdist."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "prepared").exists():
            _prepare(shared / "preparing")
            (shared / "preparing").rename(shared / "prepared")
    return shared / "prepared"


def _prepare(data: Path) -> None:
    site = Site(data)
    try:
        site.start()
        wait_until(lambda: site.status("/readyz") == 200, 60, site.said)
        assert "Le site est prêt" in site.said()
        site.send(signal.SIGTERM)
        assert site.wait() == 0, site.said()
        assert site.pids() == []
    finally:
        site.clear()


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Iterator[Site]:
    """A site that has been started before."""
    found = Site(tmp_path / "data")
    shutil.copytree(prepared, found.data)
    yield found
    found.clear()
