"""Figures that have a date: never told without it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courses.interchange.checking.asking import all_questions
from courses.interchange.checking.contents import Contents, Lesson
from courses.interchange.checking.scanning import Block, Prose
from courses.interchange.checking.strings import prose, strings
from courses.interchange.reading import ContentError

_DATED = re.compile(r"\bChiffre de (\d{4})\b")
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)?)\s+(M€|\w+)(?:\s+(?:de\s+)?(\w+))?")
# A number of years says too little alone; « 10 ans de recherche » says what it counts.
_VAGUE = {"ans", "mois"}


@dataclass(frozen=True)
class Figure:
    year: str
    pattern: re.Pattern[str]


def check(contents: Contents) -> Iterator[ContentError]:
    figures = figures_of(contents)
    for lesson in contents.lessons:
        for blocks in _passages(lesson):
            yield from _undated(figures, blocks)
    for block in contents.diagrams:
        yield from _undated(figures, [block])
    documents = [*contents.courses, *contents.modules.values()]
    for document in [*documents, *(lesson.heading for lesson in contents.lessons)]:
        for words, _place in strings(document):
            yield from _undated(figures, [words])
    for question in all_questions(contents):
        # What a question shows is read together: its date may stand in any part.
        place = ("questions", question.index)
        found = [
            prose(question.quiz, words.text, at)
            for words, at in strings(question.quiz)
            if at[:2] == place
        ]
        yield from _undated(figures, found)


def figures_of(contents: Contents) -> list[Figure]:
    """The numbers of the statements whose note says their year, with the word they count."""
    return [
        Figure(dated[1], _pattern(*figure.groups()))
        for entry in contents.entries("statements")
        if (dated := _DATED.search(entry.get("note") or ""))
        for figure in _FIGURE.finditer(entry["text"])
    ]


def _pattern(number: str, unit: str, more: str | None) -> re.Pattern[str]:
    words = rf"{unit}\s+de\s+{more}" if unit in _VAGUE and more else unit
    return re.compile(rf"(?<![\w,.])(?<!\d\s){re.escape(number)}\s*{words}\b", re.IGNORECASE)


def _passages(lesson: Lesson) -> Iterator[list[Block]]:
    """What is read in one go: a marked passage, or a block with what announces it."""
    for mark in lesson.scanned.marks:
        yield [block for block in lesson.scanned.blocks if block.mark is mark]
    for block in lesson.scanned.blocks:
        if block.mark is None:
            yield [block]


def _undated(figures: list[Figure], passage: list[Block] | list[Prose]) -> Iterator[ContentError]:
    whole = " ".join(f"{words.text} {getattr(words, 'lead', '')}" for words in passage)
    for figure in figures:
        if figure.year in whole:
            continue
        for words in passage:
            if found := figure.pattern.search(words.text):
                line = words.line_at(found.start())
                problem = f"chiffre de {figure.year} donné sans sa date : « {found[0]} »"
                yield ContentError(words.path, line, problem)
