"""What operators read says what the code does."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = re.compile(r'env\.[a-z_]+\(\s*"([A-Z_0-9]+)"')
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/glossary.md",
    "docs/operations.md",
    "deploy/settings.md",
]

pytestmark = pytest.mark.style


def test_every_variable_is_in_the_table() -> None:
    code = [(ROOT / "mooc" / name).read_text() for name in ("settings.py", "environment.py")]
    read = set(READ.findall("".join(code)))
    table = (ROOT / "deploy/settings.md").read_text()
    first_cells = "".join(line.split("|")[1] for line in table.splitlines() if line[:1] == "|")
    assert len(read) > 30
    assert read == set(re.findall(r"`([A-Z_0-9]+)`", first_cells))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    document = ROOT / name
    missing = [
        link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()
    ]
    assert missing == []


def test_make_targets_named_in_documents_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = "".join((ROOT / name).read_text() for name in DOCUMENTS)
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= targets
