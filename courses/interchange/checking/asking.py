"""What a question shows, and what it gives as true, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from courses.interchange.checking.contents import Contents
from courses.interchange.checking.scanning import Prose
from courses.interchange.checking.strings import prose
from courses.interchange.checking.wording import seeks_wrong, unquoted
from courses.interchange.reading import ContentError, Document, Place

PARTS = {"single": "choices", "multiple": "choices", "matching": "pairs", "ordering": "items"}
"""Where a kind of question keeps what one answers with."""


@dataclass
class Question:
    quiz: Document
    index: int

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = self.quiz.data["questions"][self.index]
        return data

    def problem(self, problem: str, *place: str | int) -> ContentError:
        return self.quiz.problem(problem, ["questions", self.index, *place])

    def prose(self, *place: str | int, before: str = "") -> Prose:
        """The words at a place of this question; those of `before` come first."""
        whole: Place = ("questions", self.index, *place)
        text: Any = self.quiz.data
        for step in whole:
            text = text[step]
        return prose(self.quiz, f"{before} {text}".strip(), whole)

    @property
    def parts(self) -> list[tuple[Place, dict[str, Any]]]:
        """The choices, pairs or items, with their places."""
        name = PARTS.get(self.data["kind"], "")
        return [((name, index), one) for index, one in enumerate(self.data.get(name, []))]

    def has(self, *place: str | int) -> bool:
        value: Any = self.data
        for step in place:
            value = value.get(step) if isinstance(value, dict) else value[step]
        return bool(value)

    @property
    def seeks_what_is_wrong(self) -> bool:
        """« Quelle phrase va trop loin ? »: its right answers are not true of the source."""
        return seeks_wrong(unquoted(self.data["prompt"]))

    def given_as_true(self) -> Iterator[Prose]:
        """Right answers with their feedback, the true proposition, pairs, the explanation."""
        if self.data["kind"] == "true_false":
            yield from self._true_proposition()
        for place, part in self.parts:
            if self._is_right(part):
                yield from self._right_part(place, part)
        if self.has("explanation"):
            yield self.prose("explanation")

    def shown(self) -> Iterator[Prose]:
        """Everything that is not there to be wrong: no lure, no proposition to call false."""
        if self.data.get("answer", True):
            yield self.prose("prompt")
        for place, part in self.parts:
            lures = self.seeks_what_is_wrong or not self._is_right(part)
            for key in ("text", "left", "right", "feedback"):
                if part.get(key) and (key == "feedback" or not lures):
                    yield self.prose(*place, key)
        for key in self.data.get("feedback", {}):
            yield self.prose("feedback", key)
        if self.has("explanation"):
            yield self.prose("explanation")

    def _is_right(self, part: dict[str, Any]) -> bool:
        return bool(part.get("correct", self.data["kind"] in {"matching", "ordering"}))

    def _true_proposition(self) -> Iterator[Prose]:
        if self.data["answer"]:
            yield self.prose("prompt")
        right = "true" if self.data["answer"] else "false"
        if self.data.get("feedback", {}).get(right):
            yield self.prose("feedback", right)

    def _right_part(self, place: Place, part: dict[str, Any]) -> Iterator[Prose]:
        if not self.seeks_what_is_wrong:
            if "left" in part:
                yield self.prose(*place, "right", before=part["left"])
            for key in ("text", "right"):
                if key in part:
                    yield self.prose(*place, key)
        if part.get("feedback"):
            yield self.prose(*place, "feedback")


def questions(quiz: Document) -> list[Question]:
    return [Question(quiz, index) for index in range(len(quiz.data["questions"]))]


def all_questions(contents: Contents) -> list[Question]:
    return [question for quiz in contents.quizzes for question in questions(quiz)]
