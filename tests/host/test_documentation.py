"""What docs/extension.md promises exists, and what exists is in it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import get_resolver

from courses.jobs.models import Job
from courses.jobs.sweeping import SWEEP
from tests.host.conftest import ROOT

TEXT = (ROOT / "docs" / "extension.md").read_text()
IDENTIFIER = re.compile(r"\b(?:courses|certificates)\.[EW]\d{3}\b")

pytestmark = pytest.mark.style


def test_every_check_is_listed_and_no_other() -> None:
    written = [Path(ROOT / app / "checks.py").read_text() for app in ("courses", "certificates")]
    assert set(IDENTIFIER.findall(TEXT)) == set(IDENTIFIER.findall("".join(written)))


def test_every_task_is_listed() -> None:
    jobs = {model.TASK for model in apps.get_models() if issubclass(model, Job)}
    for task in {*jobs, SWEEP}:
        assert f"| `{task}` |" in TEXT


def test_every_setting_that_we_read_is_listed() -> None:
    ours = [path for app in ("courses", "certificates") for path in (ROOT / app).rglob("*.py")]
    read = {
        name
        for path in ours
        for name in re.findall(r"\b(?:COURSES|CERTIFICATES)_[A-Z]+\b", path.read_text())
    }
    assert read
    for name in read:
        assert f"| `{name}` |" in TEXT


def test_the_promised_urls_and_templates_exist() -> None:
    promised = TEXT.partition("## Adresses")[2].partition("##")[0]
    for name in re.findall(r"`((?:courses|certificates):[a-z:]+)`", promised):
        *spaces, view = name.split(":")
        resolver = get_resolver()
        for space in spaces:
            resolver = resolver.namespace_dict[space][1]
        assert view in resolver.reverse_dict
    for template in ("courses/base.html", "courses/_assets.html"):
        assert template in TEXT
        assert get_template(template)
