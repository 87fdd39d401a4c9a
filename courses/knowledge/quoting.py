"""Is a quotation what its source says? To the character, after one stated normalisation.

The normalisation: emphasis stars and the dash of a list removed, runs of white space reduced to
one space. Nothing else: accents, apostrophes, capitals and misprints count.
"""

import hashlib
import re

_LIST_DASH = re.compile(r"^\s*- ")


def normalise(lines: list[str]) -> str:
    """The words of these lines of a source, as a statement must quote them."""
    bare = (_LIST_DASH.sub("", line).replace("*", "") for line in lines)
    return " ".join(" ".join(bare).split())


def quoted_lines(source_text: str, first: int, last: int) -> str:
    """The normalised text of lines `first` to `last`, from 1, separated by line feeds."""
    lines = source_text.split("\n")
    if not 1 <= first <= last <= len(lines):
        return ""
    return normalise(lines[first - 1 : last])


def sha256(data: str | bytes) -> str:
    """Hexadecimal SHA-256 of text (as UTF-8) or bytes."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
