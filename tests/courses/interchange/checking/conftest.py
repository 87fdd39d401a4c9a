from pathlib import Path

import pytest

from tests.courses.interchange.checking.sound import Sound


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    return Sound(tmp_path / "content")
