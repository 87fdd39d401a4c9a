"""The files of a folder, read one by one: one that cannot be read is told, the others go on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from courses.catalogue.markup import render
from courses.interchange.checking.scanning import Block, Scanned, scan
from courses.interchange.reading import ContentError, Document, read_lesson, read_text, read_yaml

Entry = dict[str, Any]
LETTERS = {"A": "statements", "B": "references", "C": "decisions", "R": "findings"}
"""The list that holds the codes of each letter."""
QUIZ = ".quiz.yaml"


@dataclass
class Lesson:
    """A lesson file: its heading, its text as it was scanned, its questionnaire."""

    path: Path
    heading: Document
    body: str
    first_line: int
    """Of its text, in the file."""
    scanned: Scanned
    quiz: Document | None = None

    @property
    def key(self) -> str:
        return str(self.heading.data["id"])

    @property
    def html(self) -> str:
        """What its text becomes, passages without their citation; empty if it cannot be made."""
        return self._rendered[0]

    @property
    def cannot_render(self) -> str:
        return self._rendered[1]

    @cached_property
    def _rendered(self) -> tuple[str, str]:
        try:
            # What a passage quotes, what a diagram shows: each has a check of its own.
            made = render(self.body, fill=lambda _passage, body: body, insert=lambda _wanted: "")
        except ValueError as problem:
            return "", str(problem)
        return made.html, ""

    @property
    def marked(self) -> set[str]:
        """The codes that its passages cite."""
        return {code for mark in self.scanned.marks for code in mark.codes}

    @property
    def missed_quiz(self) -> bool:
        """Whether its questionnaire is there, but could not be read."""
        return self.quiz is None and self.path.with_suffix(QUIZ).exists()

    @property
    def asked(self) -> set[str]:
        """The codes that its questions cite."""
        questions = self.quiz.data["questions"] if self.quiz else []
        return {code for question in questions for code in question["cites"]}


@dataclass
class Contents:
    """Everything that could be read of a folder, and the problems met on the way."""

    root: Path
    problems: list[ContentError] = field(default_factory=list)
    knowledge: dict[str, Document] = field(default_factory=dict)
    """Lists by name (sources, statements…); one that cannot be read is missing."""
    prisms: Document | None = None
    courses: list[Document] = field(default_factory=list)
    modules: dict[str, Document] = field(default_factory=dict)
    """By the name of their folder."""
    lessons: list[Lesson] = field(default_factory=list)
    quizzes: list[Document] = field(default_factory=list)
    diagrams: list[Block] = field(default_factory=list)
    """What diagrams say in words."""

    def entries(self, name: str) -> list[Entry]:
        document = self.knowledge.get(name)
        return document.data["notices" if name == "shelf" else name] if document else []

    def coded(self, name: str) -> dict[str, Entry]:
        return {entry["code"]: entry for entry in self.entries(name)}

    def knows(self, code: str) -> bool:
        """Whether a code names something; of a list that could not be read, nothing is said."""
        name = LETTERS[code[0]]
        return name not in self.knowledge or code in self.coded(name)

    @property
    def documents(self) -> Iterator[Document]:
        yield from self.knowledge.values()
        yield from [self.prisms] if self.prisms else []
        yield from self.courses
        yield from self.modules.values()
        yield from (lesson.heading for lesson in self.lessons)
        yield from self.quizzes

    def missed(self, *folders: str) -> bool:
        """Whether a file below one of these folders could not be read: what it would have
        named, nobody can say."""
        below = [self.root / folder for folder in folders]
        return any(set(below) & set(problem.path.parents) for problem in self.problems)

    def lessons_of(self, course: Document) -> set[str]:
        """The lessons of a course, by identifier; of its modules that could be read."""
        named = (self.modules.get(module["id"]) for module in course.data["modules"])
        return {key for module in named if module for key in module.data["lessons"]}

    def folder_of(self, lesson: Lesson) -> str:
        """The module that a lesson lies in."""
        return lesson.path.parent.name


def read_contents(root: Path) -> Contents:
    """Read a folder laid out as courses/content/ is."""
    contents = Contents(root)
    for name in ("sources", *LETTERS.values()):
        _keep(contents, name, root / "knowledge" / f"{name}.yaml")
    if (shelf := root / "knowledge" / "shelf.yaml").exists():
        _keep(contents, "shelf", shelf)
    if (prisms := root / "prisms.yaml").exists():
        contents.prisms = _read(contents, prisms, "prisms")
    for path in sorted((root / "courses").glob("*.yaml")):
        contents.courses += filter(None, [_read(contents, path, "course")])
    for folder in sorted(one for one in (root / "modules").glob("*") if one.is_dir()):
        _read_module(contents, folder)
    for path in sorted((root / "diagrams").glob("*.md")):
        try:
            contents.diagrams += scan(path, read_text(path), 1).blocks
        except ContentError as problem:
            contents.problems.append(problem)
    return contents


def _read(contents: Contents, path: Path, schema: str) -> Document | None:
    try:
        return read_yaml(path, schema=schema)
    except ContentError as problem:
        contents.problems.append(problem)
        return None


def _keep(contents: Contents, name: str, path: Path) -> None:
    if document := _read(contents, path, name):
        contents.knowledge[name] = document


def _read_module(contents: Contents, folder: Path) -> None:
    if document := _read(contents, folder / "module.yaml", "module"):
        contents.modules[folder.name] = document
    quizzes = {
        path.name.removesuffix(QUIZ): _read(contents, path, "quiz")
        for path in sorted(folder.glob(f"*{QUIZ}"))
    }
    contents.quizzes += filter(None, quizzes.values())
    for path in sorted(folder.glob("*.md")):
        if lesson := _read_lesson(contents, path):
            lesson.quiz = quizzes.get(path.stem)
            contents.lessons.append(lesson)


def _read_lesson(contents: Contents, path: Path) -> Lesson | None:
    try:
        heading, body = read_lesson(path)
    except ContentError as problem:
        contents.problems.append(problem)
        return None
    whole = read_text(path).rstrip()
    # The text is the end of the file: what stands before it gives its first line.
    first = whole.count("\n", 0, len(whole) - len(body.rstrip())) + 1
    return Lesson(path, heading, body, first, scan(path, body, first))
