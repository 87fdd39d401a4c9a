"""A small course beside the shipped one, and Alice who follows it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from tests.courses.small import NOW, Folder

# How long an example takes says more of the machine than of the code.
hypothesis_settings.register_profile("courses", deadline=None, max_examples=60)
hypothesis_settings.load_profile("courses")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "content")


@pytest.fixture
def small(db: None, folder: Folder) -> Course:
    """The small course, loaded and published."""
    return folder.load()


@pytest.fixture
def follower(alice: Any, small: Course) -> Enrolment:
    """Alice follows the small course."""
    return enrol(small, by=alice, now=NOW)
