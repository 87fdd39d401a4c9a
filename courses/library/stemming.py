"""French words as they are indexed and looked for: without accents, reduced to their stem.

The same for every database: Snowball's French algorithm, which is also PostgreSQL's, after the
accents are removed (people do not type them), then what it leaves apart: « construire » and
« construction », « évaluent » and « évaluer ». Measured in docs/decisions.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from snowballstemmer import stemmer

STEMMING = 1
"""Raised when the same text gives other stems: the index is then made again."""
_STEMMER = stemmer("french")
# A compound is one word and its parts: « co-construire », « form'action ».
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LINK = re.compile(r"[-'’]")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_STOP_WORDS = frozenset(
    """
    a ai au aux avec c ce ces cet cette d dans de des du elle elles en est et eux il ils j je l la
    le les leur leurs lui m ma mais me meme mes moi mon n ne nos notre nous on ou par pas pour qu
    que qui s sa se ses si son sont sur t ta te tes toi ton tu un une vos votre vous y
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
# The verbs in -uire and their nouns in -uction, which the algorithm reduces differently.
_UIRE = re.compile(r"ui(?:r|t|s|san|sent|son|siez|sez)?$")


def words(text: str) -> Iterator[re.Match[str]]:
    """Each word of a text, compounds whole."""
    return _WORD.finditer(text)


def stems_of(word: str) -> list[str]:
    """The stems under which a word is found: of a compound, the whole then its parts."""
    parts = [part for part in _LINK.split(fold(word)) if part]
    if len(parts) > 1 and len(parts[0]) == 1:  # an elision: « l'alliance »
        parts = parts[1:]
    if len(parts) > 1:
        return [_stem("".join(parts)), *(_stem(part) for part in parts if part not in _STOP_WORDS)]
    return [_stem(part) for part in parts if part not in _STOP_WORDS]


def stems(text: str) -> list[str]:
    """Every stem of a text, in its order."""
    return [stem for word in words(text) for stem in stems_of(word.group())]


def asked_stems(query: str) -> list[str]:
    """What a query asks for, each once: a compound is asked for whole."""
    asked = [found[0] for word in words(query) if (found := stems_of(word.group()))]
    return list(dict.fromkeys(asked))


def fold(word: str) -> str:
    """Lower case, without accents nor ligatures."""
    decomposed = unicodedata.normalize("NFD", word.translate(_LIGATURES).lower())
    return "".join(one for one in decomposed if not unicodedata.combining(one))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    stem: str = _STEMMER.stemWord(word)
    if len(stem) >= 6:
        stem = _UIRE.sub("uct", stem)
        # A plural verb that the algorithm takes for a noun: « évaluent ».
        stem = stem.removesuffix("ent") if len(stem) >= 8 else stem
    return stem.removesuffix("s") if len(stem) > 4 else stem
