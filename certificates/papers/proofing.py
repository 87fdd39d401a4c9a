"""Proofs: a paper is drawn before it is kept, and looked at as a reader would look at it.

That text can be extracted proves nothing: what is asked here is ink that a person sees.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import ImageChops

from certificates.papers.checking import at
from certificates.papers.choosing import Paper
from certificates.papers.drawing import draw
from certificates.papers.filling import REQUIRED, TEXTS
from certificates.papers.seeing import Page, see
from certificates.papers.specimen import HARDEST, Example, specimen_claims
from courses.printing import PrintingProblem

CONTRAST = 4.5
"""The least between a text and its ground (WCAG 1.4.3)."""
QR_MM = 18
"""The least side that a telephone reads on paper."""
# The longest name that is printed in large letters, and the signs of French.
FRENCH = Example(name="Éléonore-Çelik Œuvre Ÿ ’ & « »")
OVERLAP = 0.35
"""Part of a letter that its neighbour may cover: italics and accents touch."""
READABLE = 120
"""Greys (of 255) between the dots of a QR code and their ground."""
MARK, FAINT = 500, 12
"""Square millimetres that the mark of specimens must change, by more than so many greys."""
_IGNORED = re.compile(r"Ignored `(.+)` at (\d+):")
Claims = dict[str, Any]


def proof_problems(kind: str, paper: Paper, *, now: datetime) -> list[str]:
    """Why a paper cannot be used, as sentences; nothing when it prints all that it must."""
    claims_of = partial(specimen_claims, kind, paper, language="fr", now=now)
    french, hardest = claims_of(example=FRENCH), claims_of(example=HARDEST)
    try:
        plain = _seen(french, paper)
        problems = [*_text_problems(plain, french), *_qr_problems(plain, french, paper)]
        problems += _mark_problems(plain, french, paper)
    except PrintingProblem as problem:
        return [_printing(problem, paper)]
    try:
        crowded = list(_text_problems(_seen(hardest, paper), hardest))
    except PrintingProblem as problem:
        crowded = [_printing(problem, paper)]
    hard = [
        _("With a name of 60 letters and a long title: %(problem)s") % {"problem": one}
        for one in crowded
    ]
    # What is wrong with any name is said once.
    return problems or hard


def _seen(claims: Claims, paper: Paper) -> Page:
    """The page as a real document would be: without the mark of specimens."""
    return see(draw({**claims, "specimen": ""}, paper))


def _printing(problem: PrintingProblem, paper: Paper) -> str:
    words = str(problem)
    if ignored := _IGNORED.search(words):
        # The engine counts the lines of our own sheets, which come before.
        line = int(ignored[2]) - paper.sheet.css.removesuffix(paper.css).count("\n")
        return at(
            line, _("the printing engine does not understand “%(words)s”.") % {"words": ignored[1]}
        )
    if not words.startswith(("printing: ", "stylesheet: ")):
        return words
    return _("The printing engine refuses this paper: %(problem)s") % {
        "problem": words.split(": ", 1)[1].rstrip(".")
    }


def _text_problems(page: Page, claims: Claims) -> Iterator[str]:
    for place, texts in _printed(claims, [name for name in REQUIRED if name in TEXTS]).items():
        problems = (_sight_problem(page, place, text) for text in texts)
        if problem := next(filter(None, problems), ""):
            yield problem
    if found := page.overlap(OVERLAP):
        one, other = (_place_of(letter, page, claims) for letter in found)
        yield _("Texts lie on one another: %(one)s and %(other)s.") % {"one": one, "other": other}


def _printed(claims: Claims, names: Iterable[str]) -> dict[str, list[str]]:
    """What each place prints, those that print nothing apart."""
    texts = {f"{{{{ {name} }}}}": [claims[name]] for name in names if claims.get(name)}
    rows = [words for row in claims["facts"] for words in row]
    return {**texts, "{{ facts }}": rows} if rows else texts


def _place_of(letter: int, page: Page, claims: Claims) -> str:
    """The place that a letter belongs to, or the words around it."""
    for place, texts in _printed(claims, TEXTS).items():
        for text in texts:
            if any(letter in span for span in page.spans(text)):
                return place
    return _("“%(words)s”") % {"words": page.around(letter)}


def _sight_problem(page: Page, place: str, text: str) -> str:
    """How a text fails to be seen where it stands best; empty when it is seen."""
    words = {"place": place}
    sights = page.sights(text)
    if not sights:
        return _("%(place)s is not seen on the page.") % words
    best = max(sights, key=lambda one: (one.is_whole, one.contrast))
    if not best.is_whole:
        return _("%(place)s is not wholly seen: it goes out of the page, or is hidden.") % words
    if best.contrast < CONTRAST:
        words["contrast"] = number_format(best.contrast, 1)
        words["least"] = number_format(CONTRAST, 1)
        sentence = _("%(place)s is hard to read: contrast %(contrast)s, %(least)s at least.")
        return sentence % words
    return ""


def _qr_problems(page: Page, claims: Claims, paper: Paper) -> Iterator[str]:
    """The QR code is where the page changes with the address that it holds."""
    elsewhere = f"https://{'x' * (len(claims['url']) - len('https://'))}"
    other = _seen({**claims, "url": elsewhere}, paper)
    difference = ImageChops.difference(page.picture, other.picture)
    box = difference.getbbox()
    if box is None:
        yield _("{{ qr }} is not seen on the page.")
        return
    width, height = page.millimetres(box[2] - box[0]), page.millimetres(box[3] - box[1])
    if min(width, height) < QR_MM:
        yield _("The QR code is %(size)s mm wide: a telephone needs %(least)s at least.") % {
            "size": round(min(width, height)),
            "least": QR_MM,
        }
    if abs(width - height) > QR_MM / 10:
        yield _("The QR code is not square: a telephone would not read it.")
    if not any(difference.histogram()[READABLE:]):
        yield _("The QR code is hard to read: it needs a light ground.")


def _mark_problems(page: Page, claims: Claims, paper: Paper) -> Iterator[str]:
    """A specimen must be seen to be one: it is sealed, and could be shown for a real document."""
    marked = see(draw(claims, paper))
    difference = ImageChops.difference(page.picture, marked.picture)
    changed = sum(difference.point(lambda grey: grey > FAINT and 255).histogram()[255:])
    if changed < MARK / page.millimetres(1) ** 2:
        yield _("The mark of specimens would not be seen on this paper.")
