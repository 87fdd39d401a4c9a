"""Whether all that a page shows has its own room: nothing over the edge, no line over another.

A page has fixed parts (a foot, a seal's mention) beside a text of any length. Called by
`courses.printing` with a document that is laid out.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

# Of the size of a font: from the foot of a descending letter to the top of a capital.
_ABOVE, _BELOW = 0.7, 0.2


class Place(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Place") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Place") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def fits(document: Any) -> bool:
    """True when every line and picture stands inside its page's frame, alone."""
    return all(_page_fits(page._page_box) for page in document.pages)


def _page_fits(page: Any) -> bool:
    left, top = page.border_box_x(), page.border_box_y()
    frame = Place(left, top, left + page.border_width(), top + page.border_height())
    places = [_place(box) for box in _shown(page)]
    return all(frame.holds(one) for one in places) and not any(
        one.meets(other) for one, other in combinations(places, 2)
    )


def _shown(box: Any) -> Iterator[Any]:
    """Lines of text and pictures, but what is turned: a stamp stands over the rest on purpose."""
    if box.style["transform"]:
        return
    if hasattr(box, "replacement") or getattr(box, "text", "").strip():
        yield box
    for child in box.children:
        yield from _shown(child)


def _place(box: Any) -> Place:
    left, right = box.position_x, box.position_x + box.width
    if hasattr(box, "replacement"):
        return Place(left, box.position_y, right, box.position_y + box.height)
    base, size = box.position_y + box.baseline, box.style["font_size"]
    return Place(left, base - _ABOVE * size, right, base + _BELOW * size)
