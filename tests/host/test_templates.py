"""What our templates lean on: nothing of `mooc`, nothing that a host may not have."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.host.conftest import ROOT

OURS = ("courses", "certificates")
TEMPLATES = sorted(path for app in OURS for path in (ROOT / app / "templates").rglob("*.html"))
# Django's own libraries that need no application, and ours.
LIBRARIES = {"i18n", "l10n", "static", "tz", "courses_display"}

pytestmark = pytest.mark.style


def _found(path: Path, pattern: str) -> list[str]:
    return re.findall(pattern, path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_leans_on_nothing_of_the_site(path: Path) -> None:
    for name in _found(path, r"{% url ['\"]([^'\"]+)"):
        assert name.partition(":")[0] in OURS
    for name in _found(path, r"{% static ['\"]([^'\"]+)"):
        assert name.partition("/")[0] in OURS
        assert finders.find(name)
    for name in _found(path, r"{% (?:extends|include) ['\"]([^'\"]+)"):
        # Named in one place: what a host gives or replaces.
        is_base = name == "base.html" and path.name == "base.html"
        assert is_base or any((ROOT / app / "templates" / name).exists() for app in OURS)
    for names in _found(path, r"{% load ([^%]+) %}"):
        assert set(names.split()) <= LIBRARIES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_asks_no_context_processor(path: Path) -> None:
    """A host chooses its own: `request`, `user` and `perms` may not be there."""
    assert not _found(path, r"{[{%][^}]*\b(?:request|user|perms|SITE_NAME)\.")
