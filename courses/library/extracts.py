"""The piece of a text that answers a query, with the words found marked."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from courses.library.stemming import stems_of, words

LENGTH = 260
"""Characters of an extract, about three lines."""


@dataclass(frozen=True)
class Hit:
    start: int
    end: int
    stem: str


def hits(text: str, asked: list[str]) -> list[Hit]:
    """Where the words asked for stand."""
    found = []
    for word in words(text):
        common = [stem for stem in stems_of(word.group()) if stem in asked]
        if common:
            found.append(Hit(word.start(), word.end(), common[0]))
    return found


def highlight(text: str, asked: list[str]) -> SafeString:
    """The whole text, with the words found marked."""
    return _marked(text, hits(text, asked), 0, len(text))


def extract(text: str, asked: list[str]) -> SafeString:
    """The piece where the most of the words asked for stand together."""
    found = hits(text, asked)
    first = max(
        range(len(found)), key=lambda at: (_worth(found, at), -found[at].start), default=None
    )
    wanted = max(0, found[first].start - LENGTH // 4) if first is not None else 0
    start, end = _whole_words(text, wanted)
    piece = _marked(
        text, [hit for hit in found if start <= hit.start and hit.end <= end], start, end
    )
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")


def _worth(found: list[Hit], at: int) -> int:
    """How many different words stand within an extract that starts there."""
    limit = found[at].start + 3 * LENGTH // 4
    return len({hit.stem for hit in found[at:] if hit.end <= limit})


def _whole_words(text: str, start: int) -> tuple[int, int]:
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start)
    return start, end


def _marked(text: str, found: list[Hit], start: int, end: int) -> SafeString:
    edges = [start, *(edge for hit in found for edge in (hit.start, hit.end)), end]
    pieces = (
        (format_html("<mark>{}</mark>" if number % 2 else "{}", text[left:right]),)
        for number, (left, right) in enumerate(pairwise(edges))
    )
    return format_html_join("", "{}", pieces)
