"""Drawing a document: its words on a paper, as a PDF of one page."""

from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from certificates.papers.choosing import FOLDER, Paper
from certificates.papers.filling import filled
from courses.printing import Attached, PrintingProblem, characters_of, check_fonts, pdf_of

FONTS = FOLDER / "fonts"
# Persian and others write with them; the fonts draw what they do to their neighbours.
JOINERS = frozenset("\u200c\u200d")


def draw(claims: dict[str, Any], paper: Paper, *, attached: Sequence[Attached] = ()) -> bytes:
    """The PDF of a document. PrintingProblem when it cannot be made as it should."""
    page = page_of(claims, paper)
    if strange := undrawable(unescape(page).replace("\n", " ")):
        raise PrintingProblem(
            _("No font of ours draws “%(characters)s”.") % {"characters": strange}
        )
    return pdf_of(page, paper.sheet, attached=attached, pages=1)


def page_of(claims: dict[str, Any], paper: Paper) -> str:
    """The HTML that is printed, its accents in one piece: fonts draw them best so."""
    page = format_html(
        '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        "<title>{title} – {course} – {name}</title>"
        '<meta name="author" content="{issuer}">'
        '<meta name="description" content="{title} {number}">'
        '<meta name="dcterms.created" content="{issued_at}">'
        '<meta name="dcterms.modified" content="{issued_at}">'
        "</head><body{full}>{body}{specimen}</body></html>",
        full=SafeString(' class="full"' if _is_full(claims, paper.layout) else ""),
        body=filled(paper.html, claims, logo=paper.logo_url),
        specimen=_specimen(claims),
        **{key: claims[key] for key in _HEAD},
    )
    return normalize("NFC", page)


# Characters that hold on each layout at its ample size: the name, printed large, counts twice, a
# row of facts as a line at least.
AMPLE = {"landscape": 290, "portrait": 500}
LINE = 45
_HEAD = ("language", "title", "course", "name", "issuer", "number", "issued_at")


def _is_full(claims: dict[str, Any], layout: str) -> bool:
    texts = [claims.get(key, "") for key in ("issuer", "name", "name", "statement", "course")]
    facts = sum(max(LINE, len(value)) for _label, value in claims.get("facts", []))
    return sum(map(len, texts)) + facts > AMPLE[layout]


def _specimen(claims: dict[str, Any]) -> str:
    if not claims.get("specimen"):
        return ""
    return format_html('<p class="specimen">{}</p>', claims["specimen"])


def undrawable(text: str) -> str:
    """The characters of a text that our fonts cannot draw, once each; PrintingProblem without
    fonts. Those that nobody sees are named by their number."""
    known = _drawable(FONTS)
    strange = (one for one in normalize("NFC", text) if one not in known)
    return "".join(
        one if one.isprintable() else f"U+{ord(one):04X} " for one in dict.fromkeys(strange)
    ).strip()


@cache
def _drawable(fonts: Path) -> frozenset[str]:
    """What every face of the text draws (roman, bold, italic, display), or a font behind them.

    Not those that reverse or hide what stands beside them: a name must read as it is written.
    """
    check_fonts(fonts)
    faces = {one: characters_of(one) for one in fonts.glob("*.ttf")}
    text = [points for one, points in faces.items() if one.name.startswith("Source")]
    others = [points for one, points in faces.items() if not one.name.startswith("Source")]
    points = frozenset().union(*others) | (frozenset.intersection(*text) if text else frozenset())
    seen = (chr(point) for point in points | {ord(" ")})
    return frozenset(one for one in seen if category(one) not in {"Cc", "Cf"}) | JOINERS
