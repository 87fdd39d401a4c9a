"""French typography, done for the author: no-break spaces, curly apostrophes, ellipses.

The space is thin before ; : ! ? and within « », and before a group of three figures.

Works on safe HTML, between tags, never inside code. Quotations of a source are not passed through
here: they stay as their source writes them.
"""

import re
from typing import Any

_TOKEN = re.compile(r"(<[^>]*>)")
_VERBATIM = {"code", "pre", "kbd", "math"}
_THIN = "\u202f"
_NO_BREAK = "\u00a0"
_SPACES = f"(?: |{_THIN}|{_NO_BREAK}|&nbsp;)*"
_RULES = [
    (re.compile(r"(?<=\w)'(?=[\w«“(]|$)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    # Some keyboards write a no-break space already, thin or not.
    (re.compile(rf"«{_SPACES}"), f"«{_THIN}"),
    (re.compile(rf"{_SPACES}»"), f"{_THIN}»"),
    (re.compile(rf"(?:(?<=\S)|^)(?: |{_NO_BREAK}|&nbsp;)([;:!?])"), rf"{_THIN}\1"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), _THIN),
    (re.compile(r"(?<=\bn°) (?=\d)"), _NO_BREAK),
    (re.compile(r"(?<=\d) (?=(?:%|€|M€|h|min|ans?|mois|jours?)(?!\w))"), _NO_BREAK),
    (re.compile(rf"(?<=\d{_NO_BREAK}h) (?=\d\d(?!\d))"), _NO_BREAK),
]


def typeset(html: str) -> str:
    """The same HTML with the spaces and marks that French printing asks for."""
    depth = 0
    pieces = []
    for piece in _TOKEN.split(html):
        if piece.startswith("<"):
            name = next(iter(piece.strip("</> ").lower().split()), "")
            if name in _VERBATIM:
                depth += -1 if piece.startswith("</") else 1
            pieces.append(piece)
        else:
            pieces.append(piece if depth else _typeset_text(piece))
    return "".join(pieces)


def typeset_all(content: Any) -> Any:
    """Every string of plain content (titles, lists of aims…) as French printing asks."""
    if isinstance(content, str):
        return typeset(content)
    if isinstance(content, list):
        return [typeset_all(one) for one in content]
    if isinstance(content, dict):
        return {key: typeset_all(one) for key, one in content.items()}
    return content


def _typeset_text(text: str) -> str:
    # nh3 leaves apostrophes as they are: nothing to decode.
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
