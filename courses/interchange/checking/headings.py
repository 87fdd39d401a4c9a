"""Headings of lessons: the page has the first level, and none is skipped below it."""

import re
from collections.abc import Iterator

from courses.interchange.checking.contents import Contents
from courses.interchange.checking.scanning import Block
from courses.interchange.reading import ContentError

_HTML = re.compile(r"<h([1-6])\b", re.IGNORECASE)


def check(contents: Contents) -> Iterator[ContentError]:
    for lesson in contents.lessons:
        above = 1
        for line, level in _levels(lesson.scanned.blocks):
            if level == 1:
                problem = "titre de premier niveau : la page a déjà le sien, commencer à « ## »"
                yield ContentError(lesson.path, line, problem)
            elif level > above + 1:
                problem = f"niveau de titre sauté : {level} après {above}"
                yield ContentError(lesson.path, line, problem)
            above = level


def _levels(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if block.kind == "heading":
            yield block.line, block.level
        else:
            for written in _HTML.finditer(block.text):
                yield block.line_at(written.start()), int(written[1])
