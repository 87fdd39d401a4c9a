"""What each lesson of an online course has: its length, its journal, its activity, its support."""

import re
from collections.abc import Iterator

from courses.interchange.checking.contents import Contents, Lesson
from courses.interchange.reading import ContentError

FEWEST, MOST = 500, 1000
"""Words of a lesson, quotations apart: about a quarter of an hour with its activity."""
_SLASHES = re.compile(r"^ {0,3}/{3,}.*$", re.MULTILINE)


def check(contents: Contents) -> Iterator[ContentError]:
    required = _required_modules(contents)
    for lesson in contents.lessons:
        if not lesson.missed_quiz:
            yield from _unsupported(contents, lesson)
        if contents.folder_of(lesson) in required:
            yield from _check_parts(lesson)


def _required_modules(contents: Contents) -> set[str]:
    """Modules that count in an online course; a welcome is as short as it likes."""
    return {
        module["id"]
        for course in contents.courses
        if course.data["format"] == "mooc"
        for module in course.data["modules"]
        if module.get("required", True)
    }


def _check_parts(lesson: Lesson) -> Iterator[ContentError]:
    words = len(_SLASHES.sub("", lesson.body).split())
    if not FEWEST <= words <= MOST:
        problem = f"{words} mots : une leçon en a de {FEWEST} à {MOST}"
        yield ContentError(lesson.path, lesson.first_line, problem)
    if not lesson.heading.data.get("journal"):
        yield lesson.heading.problem("il manque la question de carnet (« journal »)")
    if not any(block.section.startswith("À vous") for block in lesson.scanned.blocks):
        problem = "il manque l'activité, sous un titre « ## À vous »"
        yield ContentError(lesson.path, lesson.first_line, problem)


def _unsupported(contents: Contents, lesson: Lesson) -> Iterator[ContentError]:
    findings = contents.coded("findings")
    for index, code in enumerate(lesson.heading.data.get("findings", [])):
        statements = set(findings.get(code, {}).get("statements", []))
        if statements and not statements & (lesson.marked | lesson.asked):
            told = ", ".join(sorted(statements))
            yield lesson.heading.problem(
                f"{code} est annoncé, mais ni la leçon ni ses questions ne citent {told}",
                ["findings", index],
            )
