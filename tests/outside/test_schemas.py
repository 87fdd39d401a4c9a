"""The credential and the profile against the JSON schemas that 1EdTech publishes."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft201909Validator, FormatChecker

from tests.outside.conftest import Story

SCHEMAS = Path(__file__).parent / "schemas"
CREDENTIAL = "ob_v3p0_achievementcredential_schema.json"
PROFILE = "ob_v3p0_profile_schema.json"


def _faults(document: Any, schema: str) -> list[str]:
    validator = Draft201909Validator(
        json.loads((SCHEMAS / schema).read_text()), format_checker=FormatChecker()
    )
    return [error.message for error in validator.iter_errors(document)]


@pytest.mark.parametrize("name", [CREDENTIAL, PROFILE])
def test_the_schemas_are_those_published(name: str) -> None:
    table = dict(re.findall(r"`(\S+\.json)` \|.*`([0-9a-f]{64})`", _vendor()))
    assert table[name] == sha256((SCHEMAS / name).read_bytes()).hexdigest()


def _vendor() -> str:
    return (SCHEMAS / "VENDOR.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("chapter", "number"), [("issued", 1), ("rotated", 2)])
def test_the_credential_follows_the_schema(story: Story, chapter: str, number: int) -> None:
    assert _faults(story.credential(chapter, number), CREDENTIAL) == []


def test_the_profile_follows_the_schema(story: Story) -> None:
    profile = story.told()["served"]["profile"]
    assert _faults(profile, PROFILE) == []


@pytest.mark.parametrize("lacking", ["issuer", "validFrom", "credentialSubject", "@context"])
def test_the_schema_sees_what_is_lacking(story: Story, lacking: str) -> None:
    credential = story.credential()
    del credential[lacking]
    assert _faults(credential, CREDENTIAL)
