"""Codes that name nothing, wherever they are written."""

import re
from collections.abc import Iterator

from courses.interchange.checking.contents import Contents
from courses.interchange.checking.scanning import Prose
from courses.interchange.checking.strings import strings
from courses.interchange.reading import ContentError

_CODE = re.compile(r"(?<![\w/.-])[ABCR]\d{2,3}[a-z]?(?![\w-])")


def check(contents: Contents) -> Iterator[ContentError]:
    for prose in _everything(contents):
        for code in _CODE.finditer(prose.text):
            if not contents.knows(code[0]):
                line = prose.line_at(code.start())
                yield ContentError(prose.path, line, f"le code {code[0]} ne désigne rien")


def _everything(contents: Contents) -> Iterator[Prose]:
    for document in contents.documents:
        for prose, _place in strings(document):
            yield prose
    yield from contents.diagrams
    for lesson in contents.lessons:
        yield from lesson.scanned.blocks
        for mark in lesson.scanned.marks:
            yield Prose(lesson.path, mark.line, " ".join(mark.codes))
