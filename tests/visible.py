"""What a person reads on a page, and what a French printer would mark in it."""

import re
from html.parser import HTMLParser

INLINE = {"a", "abbr", "b", "cite", "em", "i", "mark", "small", "span", "strong", "sub", "sup"}
VOID = {"br", "hr", "img", "input", "link", "meta"}
# Verbatim quotations keep the spaces and apostrophes of their source; code is not French.
UNREAD = {"script", "style", "code", "pre", "blockquote", "q", "textarea"}
SPOKEN = {"alt", "aria-label", "title", "placeholder", "data-unsaved"}


class _Reader(HTMLParser):
    def __init__(self, within: str) -> None:
        super().__init__(convert_charrefs=True)
        self.within, self.open, self.pieces = within, [], []

    def _is_read(self) -> bool:
        return not UNREAD & set(self.open) and (not self.within or self.within in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if not self._is_read():
            return
        if tag not in INLINE:
            self.pieces.append("\n")
        self.pieces += [f"\n{value}\n" for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append("\n")
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_read():
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))


def visible_text(html: str, within: str = "") -> str:
    """The words of a page (or of its elements `within`), spoken attributes included, block by
    block; no-break spaces are kept."""
    reader = _Reader(within)
    reader.feed(html)
    lines = re.sub(r" +", " ", "".join(reader.pieces)).split("\n")
    return "\n".join(line.strip(" ") for line in lines if line.strip(" "))


_FAULTS = {
    "espace sécable avant": re.compile(r"[ \t][;:!?%»]"),
    "espace qui manque avant": re.compile(r"\w[;!?%»](?=[\s.,)]|$)|[^\W\d]:(?=\s|$)"),
    "espace insécable après «": re.compile(r"«(?![\u00a0\u202f])"),
    "espace insécable avant »": re.compile(r"(?<![\u00a0\u202f])»"),
    "apostrophe ou guillemet droit": re.compile(r"['\"]"),
    "points de suspension": re.compile(r"\.\.\."),
    "guillemets anglais": re.compile(r"[“”]"),
    "date en chiffres": re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d\d/\d\d/\d{4}\b"),
    "premier du mois": re.compile(
        r"\b1 (?:janvier|février|mars|avril|mai|juin|juillet|août|octobre|(?:sept|nov|déc)embre)\b"
    ),
}


def faults(text: str) -> list[str]:
    """What French typography refuses, each with a few words around it."""
    return [
        f"{name} : {text[max(0, found.start() - 40) : found.end() + 20]!r}"
        for name, pattern in _FAULTS.items()
        for found in pattern.finditer(text)
    ]
