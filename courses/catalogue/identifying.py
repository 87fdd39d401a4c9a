"""The text of a lesson as it is kept: each marked passage carries an identifier of its own."""

import re
from itertools import chain, count
from secrets import token_hex

from courses.catalogue.markup import Passage, passages_in

_HEADER = re.compile(
    r"^[^/\n]*/{3,} *(?P<name>source|ailleurs|lecture) *(?:\|(?P<argument>.*))?$",
    re.IGNORECASE | re.MULTILINE,
)
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_KEY = 90
"""Characters; the column takes a hundred, and a number may follow."""


def tidied(body: str) -> str:
    """One text for what only line ends, blank edges or missing identifiers tell apart."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    return with_passage_ids("\n".join(lines).rstrip() + "\n")


def with_passage_ids(body: str) -> str:
    """The same text, with an identifier in each passage that has none; a text in a fence is left.

    It follows from the mark and what is cited: `/// source | A06 #source-a06`.
    """
    lacking = [one for one in _HEADER.finditer(body) if "#" not in (one["argument"] or "")]
    if not lacking:
        return body
    # Only Markdown knows what is code: each header is given a name that it alone may give back.
    secret = f"x{token_hex(8)}"
    trial = {place: f"{secret}-{place}" for place in range(len(lacking))}
    try:
        passages = passages_in(_identified(body, lacking, trial))
    except ValueError:
        return body  # what is wrong is said when this text is rendered for good
    return _identified(body, lacking, _chosen(passages, lacking, secret))


def _chosen(
    passages: tuple[Passage, ...], lacking: list[re.Match[str]], secret: str
) -> dict[int, str]:
    """The identifier of each header that is one, by its place among those that lack one."""
    taken = {one.key for one in passages}
    chosen = {}
    for one in passages:
        if one.key.startswith(secret):
            place = int(one.key.rpartition("-")[2])
            base = "-".join([lacking[place]["name"], *one.codes]).lower()[:MAX_KEY].rstrip("-")
            numbered = chain([base], (f"{base}-{number}" for number in count(2)))
            key = next(one for one in numbered if one not in taken)
            if _KEY.fullmatch(key):
                taken.add(key)
                chosen[place] = key
    return chosen


def _identified(body: str, lacking: list[re.Match[str]], keys: dict[int, str]) -> str:
    for place in sorted(keys, reverse=True):
        header = lacking[place]
        bar = " |" if header["argument"] is None else ""
        written = f"{header[0].rstrip()}{bar} #{keys[place]}"
        body = f"{body[: header.start()]}{written}{body[header.end() :]}"
    return body
