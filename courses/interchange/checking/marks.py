"""Marks: no passage of another's without its mark, and none that is unknown or left open."""

import re
from collections.abc import Iterator

from courses.catalogue.markup.blocks import MARKS
from courses.interchange.checking.contents import Contents, Lesson
from courses.interchange.checking.scanning import BLOCKS, Block, Mark, Prose
from courses.interchange.checking.strings import strings
from courses.interchange.reading import ContentError

MAY_CITE = {"source": "A", "ailleurs": "B", "lecture": "C"}
_NUMBER = r"\d{2,3}[a-z]?"
_BLOCKQUOTE = re.compile(r"^\s*(?:(?:[-*+]|\d+[.)])\s+)?>|<(?:blockquote|q)\b", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)[^\s)>\]»]+|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.(?:fr|org|com|net|eu)\b"
)
_KNOWN = ", ".join(f"« {name} »" for name in BLOCKS)


def check(contents: Contents) -> Iterator[ContentError]:
    for lesson in contents.lessons:
        for line, problem in _of_lesson(lesson):
            yield ContentError(lesson.path, line, problem)
    headings = [lesson.heading for lesson in contents.lessons]
    for document in [
        *contents.courses,
        *contents.modules.values(),
        *headings,
        *contents.quizzes,
    ]:
        for prose, _place in strings(document):
            for line, problem in _addresses(prose):
                yield ContentError(prose.path, line, problem)


def _of_lesson(lesson: Lesson) -> Iterator[tuple[int, str]]:
    for line in lesson.scanned.stray:
        yield line, "« /// » ferme un passage que rien n'a ouvert"
    for mark in lesson.scanned.marks:
        for problem in _of_mark(mark):
            yield mark.line, problem
    for block in lesson.scanned.blocks:
        yield from _of_block(block)


def _of_mark(mark: Mark) -> Iterator[str]:
    told = f"le passage « {mark.name} »"
    if mark.name not in BLOCKS:
        yield f"passage « {mark.name} » inconnu ; on connaît {_KNOWN}"
    if mark.is_nested:
        yield f"{told} s'ouvre dans un autre, que « /// » n'a pas fermé"
    elif not mark.is_closed:
        yield f"{told} n'est jamais fermé par « /// »"
    if mark.name in MARKS:
        yield from _of_passage(mark, told)


def _of_passage(mark: Mark, told: str) -> Iterator[str]:
    letter = MAY_CITE[mark.name]
    if wrong := [code for code in mark.codes if not re.fullmatch(rf"{letter}{_NUMBER}", code)]:
        yield f"{told} cite des codes {letter}…, pas {', '.join(wrong)}"
    if not mark.codes and mark.name != "lecture":
        yield f"{told} ne cite rien"
    if mark.name == "source" and mark.has_body:
        yield f"{told} reste vide : la citation y est mise d'après l'énoncé"
    if mark.name != "source" and not mark.has_body:
        yield f"{told} est vide"


def _of_block(block: Block) -> Iterator[tuple[int, str]]:
    if not block.mark:
        for quoted in _BLOCKQUOTE.finditer(block.text):
            yield (
                block.line_at(quoted.start()),
                "bloc de citation sans marque : /// source, ailleurs ou lecture",
            )
    if not (block.mark and block.mark.name == "ailleurs"):
        yield from _addresses(block)


def _addresses(prose: Prose) -> Iterator[tuple[int, str]]:
    for address in _ADDRESS.finditer(prose.text):
        yield (
            prose.line_at(address.start()),
            f"adresse web hors d'un passage « ailleurs » : {address[0].rstrip('.,;')}",
        )
