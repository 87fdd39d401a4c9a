"""The site in French: nothing left in English, and the typography that French readers expect."""

import re
from typing import Any

import pytest

from tests.test_catalogues import APPS, catalogue
from tests.visible import faults, visible_text


def _english() -> list[tuple[str, re.Pattern[str]]]:
    """Our sentences of two words or more, as they would read if they stayed in English: the
    longest piece of each, quick to look for, and the whole."""
    found = []
    for entry in (entry for app in APPS for entry in catalogue(app)):
        for words in filter(None, [entry.msgid, entry.msgid_plural]):
            if words in (entry.msgstr, *entry.msgstr_plural.values()):
                continue
            for line in words.replace("%%", "%").split("\n"):
                pieces = re.split(r"%\(\w+\)s", line)
                if len(re.findall(r"[A-Za-z’]+", " ".join(pieces))) < 2:
                    continue
                whole = ".{1,200}?".join(re.escape(one) for one in pieces)
                found.append((max(pieces, key=len), re.compile(rf"(?<!\w){whole}(?!\w)")))
    return found


@pytest.fixture(scope="module")
def english() -> list[tuple[str, re.Pattern[str]]]:
    return _english()


@pytest.fixture
def read(english: list[tuple[str, re.Pattern[str]]]) -> Any:
    """Read a page as somebody who reads French: its text, and a failure for what jars."""

    def check(answer: Any, status: int = 200) -> str:
        html = answer if isinstance(answer, str) else answer.content.decode()
        if not isinstance(answer, str):
            assert answer.status_code == status, answer
        whole = visible_text(html)
        left = [one.pattern for piece, one in english if piece in whole and one.search(whole)]
        assert not left, left
        text = visible_text(html, "main") if "<main" in html else whole
        assert not faults(text)
        return whole

    return check
