"""What glyphs do not say of a drawn text: its letters, given beside them in the PDF.

WeasyPrint remembers one meaning a glyph, that of its first place. Where a letter and its marks are
drawn apart (ọ̀, שָׁ), or a character leaves no ink, what is copied or searched would then be another
text than what is seen. Called by `courses.printing` with the document that it draws.
"""

from collections.abc import Callable
from typing import Any
from unicodedata import bidirectional, category

import pydyf

Lines = dict[int, str]
"""The text of each line of a page, by the number of its mark."""


def is_intricate(text: str) -> bool:
    """Whether a text has marks of its own, or characters without ink."""
    return any(category(one)[0] == "M" or category(one) == "Cf" for one in set(text))


def spell_out(document: Any) -> list[Lines]:
    """Have each line carry its text; the list is filled when the pages are drawn."""
    said: list[Lines] = []
    for page in document.pages:
        page.paint = _spelling(page.paint, said)
    return said


def say_to_readers(pdf: Any, said: list[Lines]) -> None:
    """The same lines in reading order, in the structure that screen readers follow."""
    pages = dict(zip(pdf.page_references, said, strict=False))
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("Type") == "/StructElem":
            lines = pages.get(one.get("Pg"), {})
            texts = [lines[kid] for kid in one["K"] if isinstance(kid, int) and kid in lines]
            if texts:
                one["ActualText"] = pydyf.String("".join(texts))


def _spelling(paint: Callable[..., None], said: list[Lines]) -> Callable[..., None]:
    def painted(stream: Any, scale: float = 1) -> None:
        paint(stream, scale)
        boxes = {mark["mcid"]: box for box, mark in stream._tags.items() if hasattr(box, "text")}
        for one in stream.stream:
            if isinstance(one, dict) and one.get("MCID") in boxes:
                one["ActualText"] = pydyf.String(_as_drawn(boxes[one["MCID"]]))
        said.append({number: box.text for number, box in boxes.items()})

    return painted


def _as_drawn(box: Any) -> str:
    """A line from left to right, as its glyphs come: poppler turns it to reading order itself."""
    text: str = box.text
    if not any(bidirectional(one) in {"R", "AL"} for one in text):
        return text
    box.pango_layout.reactivate(box.style)
    line, _next = box.pango_layout.get_first_line()
    raw, pieces, run = box.pango_layout.text.encode(), [], line.runs[0]
    while run:
        item, run = run.data.item, run.next
        piece = raw[item.offset : item.offset + item.length].decode()
        pieces.append(piece[::-1] if item.analysis.level % 2 else piece)
    box.pango_layout.deactivate()
    return "".join(pieces)
