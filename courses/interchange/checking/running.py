"""Every check on a folder, and what is told of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from courses.interchange.checking import (
    codes,
    figures,
    headings,
    knowledge,
    lessons,
    links,
    marks,
    media,
    modality,
    prerequisites,
    questions,
    quotations,
    reach,
    support,
)
from courses.interchange.checking.asking import all_questions
from courses.interchange.checking.contents import Contents, read_contents
from courses.interchange.reading import ContentError

FAMILIES: list[Callable[[Contents], Iterator[ContentError]]] = [
    knowledge.check,
    codes.check,
    marks.check,
    quotations.check,
    modality.check,
    support.check,
    questions.check,
    reach.check,
    prerequisites.check,
    media.check,
    links.check,
    headings.check,
    figures.check,
    lessons.check,
]


@dataclass(frozen=True, order=True)
class Problem:
    path: str
    """From the folder that was checked."""
    line: int
    """0 for a whole file."""
    told: str

    def __str__(self) -> str:
        where = f"{self.path}, ligne {self.line}" if self.line else self.path
        return f"{where} : {self.told}"


@dataclass(frozen=True)
class Report:
    problems: list[Problem]
    """By file, then by line."""
    lessons: int
    questions: int

    def __str__(self) -> str:
        if self.problems:
            files = len({problem.path for problem in self.problems})
            return f"{_count(len(self.problems), 'problème')} dans {_count(files, 'fichier')}"
        return (
            f"Aucun problème : {_count(self.lessons, 'leçon')}, "
            f"{_count(self.questions, 'question')} contrôlées."
        )


def check_folder(folder: Path) -> Report:
    """Every problem of a folder of content. Reads files only; stops at none of them."""
    contents = read_contents(folder)
    found = [*contents.problems, *(one for check in FAMILIES for one in check(contents))]
    found += _cannot_render(contents, {one.path for one in found})
    problems = {
        Problem(str(one.path.relative_to(folder)), one.line or 0, one.problem) for one in found
    }
    return Report(sorted(problems), len(contents.lessons), len(all_questions(contents)))


def _cannot_render(contents: Contents, explained: set[Path]) -> Iterator[ContentError]:
    """What rendering refuses, where no check has said why, with its line."""
    for lesson in contents.lessons:
        if lesson.path not in explained and lesson.cannot_render:
            yield ContentError(lesson.path, lesson.first_line, lesson.cannot_render)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number < 2 else f"{number} {word}s"
