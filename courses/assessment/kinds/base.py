"""The contract of a kind of question."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Body = dict[str, Any]
Answer = dict[str, Any]


class WrittenProblem(Exception):
    """A question that is written wrongly; the message is for its author."""


EMPTY = SafeString("")


@dataclass(frozen=True)
class Row:
    """One line of a question as a page shows it: an option, a pair, an item."""

    uuid: str
    html: SafeString
    field: str
    is_chosen: bool = False
    value: str = ""
    is_right: bool | None = None
    """None until the attempt is submitted."""
    feedback: SafeString = EMPTY
    given: SafeString = EMPTY
    """What was answered, in words, once submitted."""
    expected: SafeString = EMPTY
    """What would have been right, once submitted."""


@dataclass(frozen=True)
class Option:
    value: str
    html: SafeString


class Kind(ABC):
    """How a kind of question is written, shown, read and graded. Pure: no person, no database."""

    name: ClassVar[str]
    template: ClassVar[str]
    instruction: ClassVar[str | Promise]

    @abstractmethod
    def body(
        self,
        written: Mapping[str, Any],
        *,
        uuid_of: Callable[[str], str],
        inline: Callable[[str], str],
    ) -> Body:
        """The body to keep, from what its author wrote. `inline` makes safe HTML of a text.

        Raises WrittenProblem."""

    @abstractmethod
    def read(self, body: Body, field: str, data: Mapping[str, Any]) -> Answer:
        """The answer in a form's data, complete or not; what is unknown is ignored."""

    @abstractmethod
    def problem(self, body: Body, answer: Answer) -> str:
        """Why this answer cannot be submitted yet, as a sentence; empty when it can."""

    @abstractmethod
    def grade(self, body: Body, answer: Answer) -> float:
        """From 0 (wrong) to 1 (right)."""

    @abstractmethod
    def right_answer(self, body: Body) -> Answer:
        """An answer that gets 1."""

    @abstractmethod
    def words(self, body: Body, answer: Answer) -> list[SafeString]:
        """The answer as its author wrote its parts, one line each: what a uuid does not say."""

    @abstractmethod
    def rows(
        self, body: Body, field: str, answer: Answer, *, seed: str, is_graded: bool
    ) -> list[Row]:
        """The lines to show, in this attempt's order."""

    def options(self, body: Body, *, seed: str) -> list[Option]:
        """What a line may be given, for kinds that ask for it."""
        return []


def shuffled(items: list[Any], seed: str) -> list[Any]:
    """The same order for the same seed, on every machine."""
    mixed = list(items)
    random.Random(seed).shuffle(mixed)  # noqa: S311 (an order of display, not a secret)
    return mixed


def values_of(data: Mapping[str, Any], name: str) -> list[str]:
    """Every value of a field: of a QueryDict, or of a plain mapping."""
    if hasattr(data, "getlist"):
        return [str(value) for value in data.getlist(name)]
    value = data.get(name, [])
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
