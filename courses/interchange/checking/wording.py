"""How French texts quote, and how they refuse what they quote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w))")
# « […] », and the year that we add ourselves.
_ELLIPSIS = re.compile(r"\s*(?:[\[(]\s*(?:…|\d{4})\s*[\])]|…)\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])[»”*)\s]*\s+(?=[\"'(*«“]*[A-ZÀ-Ý])")
# What stands after a semicolon says something else.
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|\s;\s")


@dataclass(frozen=True)
class Quote:
    """What stands between guillemets, and the sentence around it, without any quotation."""

    text: str
    start: int
    context: str
    after: str
    """What follows it at once, for a code between brackets."""

    @property
    def words(self) -> int:
        return len(re.findall(r"\S*\w\S*", self.text))


def plain(text: str) -> str:
    """Words to compare: one space, straight apostrophes, no emphasis; nothing else changes."""
    text = text.replace("’", "'").replace("...", "…")
    return " ".join(_EMPHASIS.sub("", text).split())


def quotes(text: str) -> list[Quote]:
    """The outermost quotations of a text."""
    spans = list(_spans(text))
    bare = _blank(text, spans)
    return [
        Quote(text[start + 1 : end], start, _sentence(bare, start), text[end + 1 : end + 60])
        for start, end in spans
    ]


def unquoted(text: str) -> str:
    """The same text with blanks for its quotations: every place stays where it is."""
    return _blank(text, list(_spans(text)))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a full stop between guillemets ends none."""
    bare, found, start = unquoted(text), [], 0
    for end in _SENTENCE.finditer(bare):
        found.append(text[start : end.end()])
        start = end.end()
    return [*found, text[start:]]


def pieces(quoted: str) -> list[str]:
    """The pieces of a quotation that must be verbatim: what stands between the words left out,
    without the punctuation of our own sentence."""
    found = (piece.strip(" .,;:!?") for piece in _ELLIPSIS.split(plain(quoted)))
    return [piece for piece in found if piece]


def holds(text: str, quoted: str) -> bool:
    """Whether a text has these pieces, in this order, word for word. Only the capital of a first
    word may differ: a quotation may open a sentence, or run on within it."""
    whole, at = plain(text), 0
    for piece in pieces(quoted):
        first = f"[{re.escape(piece[0].lower() + piece[0].upper())}]"
        match = re.compile(rf"(?<!\w){first}{re.escape(piece[1:])}(?!\w)").search(whole, at)
        if not match:
            return False
        at = match.end()
    return True


def _spans(text: str) -> Iterator[tuple[int, int]]:
    depth, start = 0, 0
    for at, character in enumerate(text):
        if character in "«“":
            start = start if depth else at
            depth += 1
        elif character in "»”" and depth:
            depth -= 1
            if depth == 0:
                yield start, at


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[: start + 1] + re.sub(r"[^\n]", " ", text[start + 1 : end]) + text[end:]
    return text


def _sentence(bare: str, at: int) -> str:
    line = bare[bare.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    if line.lstrip().startswith("|"):
        return line  # a row of a table is read as one
    start = 0
    for end in _CLAUSE.finditer(bare):
        if end.end() > at:
            return bare[start : end.start()]
        start = end.end()
    return bare[start:]


_SAID = (
    "dit|disent|dis|écri|affirm|prouv|démontr|garanti|constat|conclu|permet|permett|annonc|parl|"
    "promet|assur|dites|devien|est |sont |figur|emplo|cit|établi|veut|signifi|suffi|donn|engag|"
    "pren|reprend|soutien|mesur|rapport"
)
_REFUSES = re.compile(
    rf"""
    \bn(?:e\s|['’])\s*(?:(?:l|y|en|s|m)['’]|la\s|le\s|les\s|se\s|nous\s|vous\s|y\s|en\s)?(?:{_SAID})
    | \bne\s(?:pas|plus|jamais)\s | \bsans\s\w+er\b
    | \w(?:e|i|d|u|r|v)rai(?:t|ent)\b
    | \bfau(?:x|sse)\b | \berreur | \btort\b | exag[ée]r | durci | d[ée]form | trahi | outrepass
    | \btrop\s(?:loin|fort|vite) | \bplus\s(?:loin|fort|flatteu) | \bdi[rt]e?\splus\sque
    | au-del[àa] | infid[èe]l | contresens | \babus | imprud | gliss | remplac
    | \bajoutez\b | \bchange(?:nt)?\s(?:de|le|tout)
    | au\slieu\sd | plut[ôo]t\sque | \bet\snon\b | \bni\s | ,\spas\s | :\spas\s
    | \bdispar | \bmanqu | \boublié\b
    | \btent(?:ant|ation|é) | envie\sd | \bon\s(?:lit|entend)\b | \b(?:une\spersonne|quelqu['’]un)\b
    | \bimagin | suppos(?:ons|ez|iti) | \bcompar(?:er|ez|ons)\b | \bsi\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SEEKS_WRONG = re.compile(
    r"(?<!sans )(?<!n['’])\b(?:exagère|durcit|déforme|trahit|dépasse|outrepasse)\b"
    r"|\bva(?:-t-(?:elle|il))?\s(?:trop|plus)\sloin|\bdit(?:-elle|-il)?\s(?:plus|trop)\b"
    r"|\bn(?:e\s|['’])(?!exag|durci|déform|trahi|dépass)\w+(?:-t-elle|-elle|-il)?(?:\*\*)?\s(?:\*\*)?pas\b(?!\s(?:plus|trop))"
    r"|\b(?:moins|plus)\s(?:affirmati|forte|sûre|catégori|réservé)"
    r"|\bintrus|\bfauss?e\b|\bfaux\b|\binfidèle|\bà\séviter\b|\berreur",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"\bficti|\bimagin|\bexemple|\bphrase|\bvous\b|\bvos\b|\bvotre\b|\bn(?:e|['’]).{1,40}\bpas\b"
    r"|\b(?:écri(?:re|vez|vons)|formul\w+|ajout\w+|complét\w+|répond\w+|demand\w+|dire|dites)\b"
    r"|\b(?:not|pos)(?:er|ez)\b",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(
    r"\b(?:source|support|document|rameau|selon(?!\s[nv]ous)|d['’]après|article|rapport|études?|"
    r"référentiel|énoncés?|observatoire|chercheu\w+|témoign\w+)\b|\bla (?:page|ligne)\b",
    re.IGNORECASE,
)


def refuses(context: str) -> bool:
    """Whether a sentence turns down what it quotes: says that it is not written, or too strong."""
    return bool(_REFUSES.search(context))


def seeks_wrong(prompt: str) -> bool:
    """« Quelle phrase va trop loin ? »: whether what is right to answer is wrong to write."""
    return bool(_SEEKS_WRONG.search(prompt))


def proposes(context: str) -> bool:
    """Whether a sentence offers words to write, or gives made-up ones."""
    return bool(_WORDED.search(context))


def attributes(context: str) -> bool:
    """Whether a sentence says that these words are somebody's: a document's, a witness's."""
    return bool(_ATTRIBUTES.search(context))
