"""Questions whose answer is chosen in a list: one option, several, true or false."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.assessment.kinds.base import (
    Answer,
    Body,
    Kind,
    Row,
    WrittenProblem,
    shuffled,
    values_of,
)


class Choice(Kind):
    """What the three have in common."""

    def body(
        self,
        written: Mapping[str, Any],
        *,
        uuid_of: Callable[[str], str],
        inline: Callable[[str], str],
    ) -> Body:
        choices: list[dict[str, Any]] = [
            {
                "uuid": uuid_of(choice["id"]),
                "html": inline(choice["text"]),
                "correct": bool(choice.get("correct", False)),
                "feedback": inline(choice.get("feedback", "")),
            }
            for choice in self.written_choices(written)
        ]
        if len({choice["uuid"] for choice in choices}) != len(choices):
            raise WrittenProblem("deux réponses proposées ont le même identifiant")
        self.check_correct(sum(choice["correct"] for choice in choices))
        return {"choices": choices}

    def written_choices(self, written: Mapping[str, Any]) -> list[dict[str, Any]]:
        return list(written["choices"])

    def check_correct(self, count: int) -> None:
        if count != 1:
            raise WrittenProblem(f"il faut exactement une bonne réponse, il y en a {count}")

    def read(self, body: Body, field: str, data: Mapping[str, Any]) -> Answer:
        given = set(values_of(data, field))
        chosen = [choice["uuid"] for choice in body["choices"] if choice["uuid"] in given]
        return {"chosen": chosen} if chosen else {}

    def problem(self, body: Body, answer: Answer) -> str:
        return "" if answer.get("chosen") else _("Choose an answer.")

    def grade(self, body: Body, answer: Answer) -> float:
        return float(set(answer.get("chosen", [])) == _correct(body))

    def right_answer(self, body: Body) -> Answer:
        return {"chosen": [choice["uuid"] for choice in body["choices"] if choice["correct"]]}

    def words(self, body: Body, answer: Answer) -> list[SafeString]:
        chosen = set(answer.get("chosen", []))
        return [mark_safe(one["html"]) for one in body["choices"] if one["uuid"] in chosen]

    def rows(
        self, body: Body, field: str, answer: Answer, *, seed: str, is_graded: bool
    ) -> list[Row]:
        chosen = set(answer.get("chosen", []))
        return [
            Row(
                uuid=choice["uuid"],
                html=mark_safe(choice["html"]),
                field=field,
                value=choice["uuid"],
                is_chosen=choice["uuid"] in chosen,
                is_right=choice["correct"] if is_graded else None,
                feedback=mark_safe(choice["feedback"] if is_graded else ""),
            )
            for choice in self.in_order(body["choices"], seed)
        ]

    def in_order(self, choices: list[dict[str, Any]], seed: str) -> list[dict[str, Any]]:
        return shuffled(choices, seed)


class Single(Choice):
    name = "single"
    template = "courses/assessment/_single.html"
    instruction = gettext_lazy("One answer.")


class Multiple(Choice):
    """Partial credit: right choices less wrong ones, never under zero."""

    name = "multiple"
    template = "courses/assessment/_multiple.html"
    instruction = gettext_lazy("One or several answers.")

    def check_correct(self, count: int) -> None:
        if count == 0:
            raise WrittenProblem("il faut au moins une bonne réponse")

    def problem(self, body: Body, answer: Answer) -> str:
        return "" if answer.get("chosen") else _("Choose at least one answer.")

    def grade(self, body: Body, answer: Answer) -> float:
        correct = _correct(body)
        chosen = set(answer.get("chosen", []))
        return max(0.0, (len(chosen & correct) - len(chosen - correct)) / len(correct))


class TrueFalse(Choice):
    name = "true_false"
    template = "courses/assessment/_single.html"
    instruction = gettext_lazy("True or false?")

    def written_choices(self, written: Mapping[str, Any]) -> list[dict[str, Any]]:
        feedback = written.get("feedback", {})
        return [
            {
                "id": name,
                "text": text,
                "correct": written["answer"] is value,
                "feedback": feedback.get(name, ""),
            }
            for name, text, value in (("true", "Vrai", True), ("false", "Faux", False))
        ]

    def in_order(self, choices: list[dict[str, Any]], seed: str) -> list[dict[str, Any]]:
        return choices


def _correct(body: Body) -> set[str]:
    return {choice["uuid"] for choice in body["choices"] if choice["correct"]}
