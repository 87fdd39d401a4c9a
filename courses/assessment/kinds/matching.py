"""Questions that give each item of a list its counterpart."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.assessment.kinds.base import (
    EMPTY,
    Answer,
    Body,
    Kind,
    Option,
    Row,
    WrittenProblem,
    shuffled,
    values_of,
)


class Matching(Kind):
    """The answer maps an item's uuid to its counterpart's; each good pair counts the same."""

    name = "matching"
    template = "courses/assessment/_matching.html"
    instruction = gettext_lazy("Give each item its counterpart.")

    def body(
        self,
        written: Mapping[str, Any],
        *,
        uuid_of: Callable[[str], str],
        inline: Callable[[str], str],
    ) -> Body:
        # A counterpart has a uuid of its own: the page must not give the answer away.
        pairs = [
            {
                "uuid": uuid_of(pair["id"]),
                "html": inline(pair["left"]),
                "option": uuid_of(f"{pair['id']}/right"),
                "option_html": inline(pair["right"]),
                "feedback": inline(pair.get("feedback", "")),
            }
            for pair in written["pairs"]
        ]
        if len({pair["uuid"] for pair in pairs}) != len(pairs):
            raise WrittenProblem("deux paires ont le même identifiant")
        distractors = [
            {"option": uuid_of(f"{one['id']}/distractor"), "option_html": inline(one["text"])}
            for one in written.get("distractors", [])
        ]
        options = [*pairs, *distractors]
        if len({one["option"] for one in options}) != len(options):
            raise WrittenProblem("deux leurres ont le même identifiant")
        if len({one["option_html"] for one in options}) != len(options):
            raise WrittenProblem("deux correspondants ont le même texte : rien ne les distingue")
        return {"pairs": pairs, "distractors": distractors}

    def read(self, body: Body, field: str, data: Mapping[str, Any]) -> Answer:
        known = {option["option"] for option in [*body["pairs"], *body["distractors"]]}
        pairs = {}
        for pair in body["pairs"]:
            given = values_of(data, f"{field}-{pair['uuid']}")
            if given and given[0] in known:
                pairs[pair["uuid"]] = given[0]
        return {"pairs": pairs} if pairs else {}

    def problem(self, body: Body, answer: Answer) -> str:
        complete = len(answer.get("pairs", {})) == len(body["pairs"])
        return "" if complete else _("Give every item its counterpart.")

    def grade(self, body: Body, answer: Answer) -> float:
        given = answer.get("pairs", {})
        right: int = sum(given.get(pair["uuid"]) == pair["option"] for pair in body["pairs"])
        return right / len(body["pairs"])

    def right_answer(self, body: Body) -> Answer:
        return {"pairs": {pair["uuid"]: pair["option"] for pair in body["pairs"]}}

    def words(self, body: Body, answer: Answer) -> list[SafeString]:
        given, named = answer.get("pairs", {}), _named(body)
        return [
            format_html("{} → {}", mark_safe(pair["html"]), named[given[pair["uuid"]]])
            for pair in body["pairs"]
            if pair["uuid"] in given
        ]

    def rows(
        self, body: Body, field: str, answer: Answer, *, seed: str, is_graded: bool
    ) -> list[Row]:
        given = answer.get("pairs", {})
        named = _named(body) if is_graded else {}
        return [
            Row(
                uuid=pair["uuid"],
                html=mark_safe(pair["html"]),
                field=f"{field}-{pair['uuid']}",
                value=given.get(pair["uuid"], ""),
                is_right=given.get(pair["uuid"]) == pair["option"] if is_graded else None,
                feedback=mark_safe(pair["feedback"] if is_graded else ""),
                given=named.get(given.get(pair["uuid"], ""), EMPTY),
                expected=mark_safe(pair["option_html"] if is_graded else ""),
            )
            for pair in body["pairs"]
        ]

    def options(self, body: Body, *, seed: str) -> list[Option]:
        options = [
            Option(one["option"], mark_safe(one["option_html"]))
            for one in [*body["pairs"], *body["distractors"]]
        ]
        return shuffled(options, seed)


def _named(body: Body) -> dict[str, SafeString]:
    """The words of each counterpart, lures included."""
    options = [*body["pairs"], *body["distractors"]]
    return {one["option"]: mark_safe(one["option_html"]) for one in options}
