"""allauth's sentences that we say better: each must still be one of its sentences."""

from pathlib import Path

import allauth
import polib
from django.conf import settings
from django.utils import translation

OURS = settings.BASE_DIR / "mooc/accounts/wording/fr/LC_MESSAGES/django.po"
ALLAUTHS = Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.po"


def test_no_sentence_is_reworded_for_nothing() -> None:
    known = {entry.msgid for entry in polib.pofile(ALLAUTHS)}
    assert [entry.msgid for entry in polib.pofile(OURS) if entry.msgid not in known] == []


def test_our_words_win() -> None:
    with translation.override("fr"):
        for entry in polib.pofile(OURS):
            assert translation.gettext(entry.msgid) == entry.msgstr
