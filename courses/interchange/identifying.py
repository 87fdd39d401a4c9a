"""Identifiers that the files of others may lack: of questions, and of what is answered."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

_PARTS = {"choices": "c", "pairs": "p", "distractors": "d", "items": "i"}


def with_ids(quiz: Mapping[str, Any]) -> dict[str, Any]:
    """The same questionnaire, everything in it named: q1, q2…, and c1, c2… in a question.

    They follow from the places: a file is moved about only once an export has written them.
    """
    questions = [
        one | {part: _named(one[part], letter) for part, letter in _PARTS.items() if part in one}
        for one in quiz["questions"]
    ]
    return {**quiz, "questions": _named(questions, "q")}


def _named(those: Sequence[Mapping[str, Any]], letter: str) -> list[dict[str, Any]]:
    taken = {one.get("id") for one in those}
    free = (name for number in count(1) if (name := f"{letter}{number}") not in taken)
    return [{"id": one.get("id") or next(free), **one} for one in those]
