"""The development lock holds all of the other at the same versions: `make run` after `make test`
has nothing to install."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)

pytestmark = pytest.mark.style


def _pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text()))


def test_one_lock_contains_the_other() -> None:
    production = _pins("requirements.lock")
    assert len(production) > 40
    assert production.items() <= _pins("requirements-dev.lock").items()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())
    pinned = [block for block in blocks if PIN.match(block)]
    assert all("--hash=sha256:" in block for block in pinned)
    assert len(pinned) == len(_pins(name))
