"""Questions that ask for an order."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

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


class Ordering(Kind):
    """The answer maps an item's uuid to its place, from 1; each counts the same."""

    name = "ordering"
    template = "courses/assessment/_ordering.html"
    instruction = gettext_lazy("Give each item its place.")

    def body(
        self,
        written: Mapping[str, Any],
        *,
        uuid_of: Callable[[str], str],
        inline: Callable[[str], str],
    ) -> Body:
        items = [
            {
                "uuid": uuid_of(item["id"]),
                "html": inline(item["text"]),
                "feedback": inline(item.get("feedback", "")),
            }
            for item in written["items"]
        ]
        if len({item["uuid"] for item in items}) != len(items):
            raise WrittenProblem("deux éléments ont le même identifiant")
        return {"items": items}

    def read(self, body: Body, field: str, data: Mapping[str, Any]) -> Answer:
        places = {}
        for item in body["items"]:
            given = values_of(data, f"{field}-{item['uuid']}")
            if given and given[0].isascii() and given[0].isdigit():
                place = int(given[0][:4])
                if 1 <= place <= len(body["items"]):
                    places[item["uuid"]] = place
        return {"places": places} if places else {}

    def problem(self, body: Body, answer: Answer) -> str:
        places = answer.get("places", {})
        if len(places) < len(body["items"]):
            return _("Give every item its place.")
        if len(set(places.values())) < len(places):
            return _("Two items have the same place: give each its own.")
        return ""

    def grade(self, body: Body, answer: Answer) -> float:
        places = answer.get("places", {})
        right: int = sum(
            places.get(item["uuid"]) == place for place, item in enumerate(body["items"], start=1)
        )
        return right / len(body["items"])

    def right_answer(self, body: Body) -> Answer:
        return {"places": {item["uuid"]: at for at, item in enumerate(body["items"], start=1)}}

    def words(self, body: Body, answer: Answer) -> list[SafeString]:
        places = answer.get("places", {})
        placed = [one for one in body["items"] if one["uuid"] in places]
        return [
            format_html("{}. {}", places[one["uuid"]], mark_safe(one["html"]))
            for one in sorted(placed, key=lambda one: places[one["uuid"]])
        ]

    def rows(
        self, body: Body, field: str, answer: Answer, *, seed: str, is_graded: bool
    ) -> list[Row]:
        places = answer.get("places", {})
        rows = [
            Row(
                uuid=item["uuid"],
                html=mark_safe(item["html"]),
                field=f"{field}-{item['uuid']}",
                value=str(places.get(item["uuid"], "")),
                is_right=places.get(item["uuid"]) == place if is_graded else None,
                feedback=mark_safe(item["feedback"] if is_graded else ""),
                given=_spoken(places.get(item["uuid"])) if is_graded else EMPTY,
                expected=_spoken(place) if is_graded else EMPTY,
            )
            for place, item in enumerate(body["items"], start=1)
        ]
        return shuffled(rows, seed)

    def options(self, body: Body, *, seed: str) -> list[Option]:
        return [
            Option(str(place), mark_safe(str(place))) for place in range(1, len(body["items"]) + 1)
        ]


def _spoken(place: int | None) -> SafeString:
    """A place as one says it: 1st, 2nd… French has one ordinal apart, the first."""
    if place is None:
        return EMPTY
    if place == 1:
        return escape(pgettext("place", "first"))
    return escape(pgettext("place", "number %(place)s") % {"place": place})
