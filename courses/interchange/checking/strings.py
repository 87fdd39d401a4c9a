"""The strings of a YAML file, wherever they stand."""

from collections.abc import Iterator
from typing import Any

from courses.interchange.checking.scanning import Prose
from courses.interchange.reading import Document, Place

NOT_PROSE = {"id", "code", "url", "more_urls", "doi", "sha256", "file"}
"""Keys of what is an address or a name, not words."""


def strings(document: Document) -> Iterator[tuple[Prose, Place]]:
    """Every string of a file that holds words, with its place."""
    for place, text in _walk(document.data, ()):
        yield prose(document, text, place), place


def prose(document: Document, text: str, place: Place) -> Prose:
    return Prose(document.path, document.line_of(place), text)


def _walk(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_PROSE:
                yield from _walk(one, (*place, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _walk(one, (*place, index))
