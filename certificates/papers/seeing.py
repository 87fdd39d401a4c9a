"""Looking at a printed page: where each letter is, and whether its ink can be told from paper."""

import unicodedata
from dataclasses import dataclass
from itertools import islice

import pypdfium2
from PIL import Image

DOTS = 150
"""Dots an inch of the pictures that are looked at."""
INCH = 25.4
# A line that breaks at a hyphen may end with another sign.
_NOT_COMPARED = frozenset("-\u2010\u2011\u00ad\u0002\ufffe\u200b")
# Letters that stand side by side may touch.
NEAR = 4
SEEN = 1.25
"""Contrast below which a letter has no ink."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Letter:
    sign: str
    box: Box
    """Left, top, right, bottom, in dots of the picture."""


@dataclass(frozen=True)
class Sight:
    """How a text is seen at one of its places."""

    contrast: float
    """Of its darkest letter with the ground, as WCAG measures it."""
    is_whole: bool
    """Every letter has ink, inside the page."""


@dataclass(frozen=True)
class Page:
    picture: Image.Image
    letters: list[Letter]

    def sights(self, text: str) -> list[Sight]:
        """Each place where the text stands."""
        return [self._sight([self.letters[place] for place in span]) for span in self.spans(text)]

    def spans(self, text: str) -> list[range]:
        """The letters of each place where the text stands."""
        wanted = _compared(text)
        written = "".join(letter.sign for letter in self.letters)
        found, start = [], written.find(wanted)
        while start >= 0:
            found.append(range(start, start + len(wanted)))
            start = written.find(wanted, start + 1)
        return found

    def _sight(self, letters: list[Letter]) -> Sight:
        contrasts = [self._contrast(letter.box) for letter in letters]
        return Sight(max(contrasts), min(contrasts) > SEEN)

    def _contrast(self, box: Box) -> float:
        left, top, right, bottom = (round(one) for one in box)
        around = (left - 2, top - 2, right + 2, bottom + 2)
        if left < 0 or top < 0 or right > self.picture.width or bottom > self.picture.height:
            return 1.0
        inks = [grey for grey, count in enumerate(self.picture.crop(around).histogram()) if count]
        return (_luminance(inks[-1]) + 0.05) / (_luminance(inks[0]) + 0.05)

    def overlap(self, part: float) -> tuple[int, int] | None:
        """Two letters, far apart in the text, of which one covers this part of the other."""
        order = sorted(range(len(self.letters)), key=lambda place: self.letters[place].box[0])
        for rank, place in enumerate(order):
            for other in islice(order, rank + 1, None):
                if self.letters[other].box[0] >= self.letters[place].box[2]:
                    break
                if abs(other - place) > NEAR and self._covers(place, other, part):
                    return place, other
        return None

    def _covers(self, place: int, other: int, part: float) -> bool:
        one, two = self.letters[place].box, self.letters[other].box
        width = min(one[2], two[2]) - max(one[0], two[0])
        height = min(one[3], two[3]) - max(one[1], two[1])
        if width <= 0 or height <= 0:
            return False
        return width * height > part * min(_area(one), _area(two))

    def around(self, place: int) -> str:
        """A few letters of the text, to say where."""
        return "".join(one.sign for one in self.letters[max(0, place - 5) : place + 12])

    def millimetres(self, dots: float) -> float:
        return dots * INCH / DOTS


def see(pdf: bytes) -> Page:
    """The first page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
        return Page(picture, _letters(page))
    finally:
        document.close()


def picture_of(pdf: bytes, *, dots: int) -> Image.Image:
    """The first page of a PDF, in colours."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture: Image.Image = document[0].render(scale=dots / 72).to_pil()
        return picture
    finally:
        document.close()


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    text, height, scale = page.get_textpage(), page.get_height(), DOTS / 72
    found = []
    for place in range(text.count_chars()):
        sign = chr(pypdfium2.raw.FPDFText_GetUnicode(text, place))
        signs = _compared(sign)
        if not signs:
            continue
        left, bottom, right, top = text.get_charbox(place)
        box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
        found += [Letter(one, box) for one in signs]
    return found


def _compared(text: str) -> str:
    """Case, ligatures, spaces and hyphens apart."""
    whole = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in whole if not one.isspace() and one not in _NOT_COMPARED)


def _area(box: Box) -> float:
    return max((box[2] - box[0]) * (box[3] - box[1]), 1.0)


def _luminance(grey: float) -> float:
    share = grey / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
