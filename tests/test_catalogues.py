"""The French catalogues: complete, compiled, well printed, and one with the code."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.template import templatize

from courses.catalogue.durations import spoken_date
from tests.visible import faults

APPS = ["courses", "certificates"]


def catalogue(app: str) -> polib.POFile:
    return polib.pofile(str(settings.BASE_DIR / app / "locale/fr/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("app", APPS)
def test_catalogue_is_complete(app: str) -> None:
    for entry in catalogue(app):
        assert not entry.obsolete, entry.msgid
        assert not entry.fuzzy, entry.msgid
        assert entry.translated(), entry.msgid


@pytest.mark.parametrize("app", APPS)
def test_compiled_catalogue_is_the_one_that_is_read(app: str) -> None:
    source = catalogue(app)
    compiled = polib.mofile(str(settings.BASE_DIR / app / "locale/fr/LC_MESSAGES/django.mo"))
    assert _translations(compiled) == _translations(source)


def _translations(catalogue: Any) -> dict[tuple[str | None, str], Any]:
    return {
        (one.msgctxt, one.msgid): one.msgstr_plural or one.msgstr for one in catalogue if one.msgid
    }


def test_catalogues_agree() -> None:
    """The site's catalogue comes before ours: where both know a word, it must be the same."""
    said: dict[tuple[str | None, str], set[str]] = {}
    for app in [*APPS, "mooc"]:
        for key, words in _translations(catalogue(app)).items():
            said.setdefault(key, set()).add(str(words))
    assert not {key: words for key, words in said.items() if len(words) > 1}


@pytest.mark.parametrize("app", APPS)
def test_catalogue_knows_every_sentence_of_the_code(app: str) -> None:
    """Otherwise, in the folder of the application: `django-admin makemessages -l fr --no-wrap
    --no-location --no-obsolete`, translate what is new, then `django-admin compilemessages`."""
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue(app)}
    folder = settings.BASE_DIR / app
    written = {
        message
        for path in [*folder.rglob("*.py"), *folder.glob("templates/**/*.html")]
        for message in _messages(path)
    }
    assert written == known


def _messages(path: Path) -> Iterator[tuple[str | None, str]]:
    """(context, msgid) of each call to gettext in a file of Python or in a template."""
    text = path.read_text()
    if path.suffix == ".html":
        calls = re.findall(r"(?:_|n?p?gettext)\((?:u?'(?:[^'\\]|\\.)*'(?:, )?)+", templatize(text))
        calls = [f"{call.removesuffix(', ')})" for call in calls]
    else:
        calls = [text]
    for call in calls:
        for node in ast.walk(ast.parse(call)):
            name = getattr(getattr(node, "func", None), "id", "")
            if name == "_" or re.fullmatch(r"n?p?gettext(_lazy)?", name):
                words = [one.value for one in node.args if isinstance(one, ast.Constant)]  # type: ignore[attr-defined]
                yield (words[0], words[1]) if "pgettext" in name else (None, words[0])


@pytest.mark.parametrize("app", APPS)
def test_french_is_well_printed(app: str) -> None:
    for entry in catalogue(app):
        for words in [entry.msgstr, *entry.msgstr_plural.values()]:
            shown = re.sub(r"<[^>]*>", "", words.replace("%%", "%"))
            assert not faults(re.sub(r"%\(\w+\)s", "X", shown)), words


def test_first_of_the_month_is_an_ordinal() -> None:
    with translation.override("fr"):
        assert spoken_date(date(2026, 12, 1), weekday=True) == "mardi 1er décembre 2026"
        assert spoken_date(date(2026, 11, 11)) == "11 novembre 2026"
    with translation.override("en"):
        assert spoken_date(date(2026, 12, 1), weekday=True) == "Tuesday 1 December 2026"
