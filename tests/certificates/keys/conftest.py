"""A folder of keys of one's own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from certificates.keys import loading
from certificates.keys.making import make_keys


@pytest.fixture
def empty(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Where keys are to be, and are not yet."""
    settings.CERTIFICATES_KEYS = str(tmp_path / "keys")
    yield tmp_path / "keys"
    loading.forget()


@pytest.fixture
def folder(empty: Path, now: datetime) -> Path:
    make_keys(empty, issuer="Le RAMEAU", now=now)
    return empty
