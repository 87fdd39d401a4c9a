"""How a person signs: drawn on the screen, or their name typed and a sentence agreed to."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.attendance.imaging import EmptyDrawing, UnreadableImage, clean_drawing
from courses.attendance.models import Meeting, Signature
from courses.attendance.refusing import refusal

WORDING = "2026-1"
"""The version of the sentence agreed to, kept with each line. Another sentence, another version."""


def consent_sentence() -> str:
    """What ticking the box means."""
    return _(
        "By typing my name I sign this attendance sheet, as I would by hand: I was present at the "
        "times that it states."
    )


@dataclass(frozen=True)
class Hand:
    """What a person gave to sign: `drawing` is a PNG."""

    drawing: bytes = b""
    typed_name: str = ""
    consents: bool = False


@dataclass(frozen=True)
class Written:
    """A signature ready to keep."""

    gesture: str = ""
    image: bytes = b""
    typed_name: str = ""
    consent: str = ""


UNSIGNED = Written()


def read_hand(hand: Hand | None, *, known_name: str, meeting: Meeting) -> Written:
    """The signature in what was given; ValidationError when there is none.

    A simple presence asks for no signature by hand: there, nothing given is nothing missing.
    """
    if hand and hand.drawing:
        return Written(Signature.Gesture.DRAWN, _drawn(hand.drawing, meeting))
    typed = tidy(hand.typed_name) if hand else ""
    if not typed and not meeting.is_countersigned:
        return UNSIGNED
    if hand is None or not typed:
        raise refusal("hand_missing", meeting)
    if known_name and _folded(typed) != _folded(known_name):
        raise refusal("another_name", meeting, name=known_name)
    if not _folded(typed) or len(typed) > _longest():
        raise refusal("hand_missing", meeting)
    if not hand.consents:
        raise refusal("consent_missing", meeting)
    return Written(Signature.Gesture.TYPED, typed_name=typed, consent=WORDING)


def tidy(text: str) -> str:
    """One line of what can be read: no control character, which databases refuse."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())


def _drawn(drawing: bytes, meeting: Meeting) -> bytes:
    try:
        return clean_drawing(drawing)
    except UnreadableImage:
        raise refusal("drawing_unreadable", meeting) from None
    except EmptyDrawing:
        raise refusal("drawing_empty", meeting) from None


def _folded(name: str) -> str:
    """A name without what a small keyboard leaves out: case, accents, hyphens."""
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)
    )
    kept = "".join(one if one.isalnum() else " " for one in plain.casefold())
    return " ".join(kept.split())


def _longest() -> int:
    return Signature._meta.get_field("typed_name").max_length or 0
