"""Formulas: LaTeX between dollars to MathML, which browsers and screen readers read."""

import re
from html import escape, unescape
from itertools import count

import nh3
from latex2mathml.converter import convert

MAX_LENGTH = 2_000
_PLACE = re.compile(r'<(span|div) class="arithmatex">([^<]*)</\1>')
_DELIMITERS = re.compile(r"\\[(\[](.*)\\[)\]]", re.DOTALL)
_NAMES = (
    "math mrow mi mn mo mtext ms mspace mfrac msqrt mroot mstyle mpadded mphantom msub msup "
    "msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd"
)
_TAGS = set(_NAMES.split())
_ATTRIBUTES = {
    "math": {"display"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "fence", "separator", "form", "lspace", "rspace", "minsize", "maxsize",
           "movablelimits", "accent", "symmetric", "largeop"},
    "mfrac": {"linethickness"},
    "mspace": {"width", "height", "depth", "linebreak"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"columnalign", "rowspacing", "columnspacing", "columnlines", "rowlines"},
    "mtd": {"columnalign"},
    "mover": {"accent"},
    "munder": {"accentunder"},
}  # fmt: skip


def put_formulas(safe: str) -> str:
    """Clean HTML with its formulas drawn. ValueError for one that cannot be."""
    numbers = count(1)

    def draw(match: re.Match[str]) -> str:
        written = _DELIMITERS.fullmatch(unescape(match[2]).strip())
        if written is None:
            return match[0]
        latex = written[1].strip()
        if match[1] == "span":
            return _mathml(latex, "inline")
        # It may be wider than a phone: it scrolls, by the keyboard too, and has a name of its own.
        return (
            f'<div class="formula" tabindex="0" role="region" aria-label="Formule {next(numbers)}">'
            f"{_mathml(latex, 'block')}</div>"
        )

    return _PLACE.sub(draw, safe)


def _mathml(latex: str, display: str) -> str:
    shown = latex if len(latex) < 60 else f"{latex[:60]}…"
    if len(latex) > MAX_LENGTH:
        raise ValueError(f"formule trop longue : « {shown} »")
    try:
        made = convert(latex, display=display)
    except Exception as problem:  # each fault of a formula has an exception of its own, or none
        raise ValueError(f"formule illisible : « {shown} »") from problem
    # What LaTeX calls text reaches here as it is written, tags included.
    if set(re.findall(r"</?([A-Za-z][\w-]*)", made)) - _TAGS:
        raise ValueError(f"formule refusée, elle contient une balise : « {shown} »")
    drawn = nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
    if unknown := re.search(r"\\[A-Za-z]+", re.sub(r"<[^>]*>", " ", drawn)):
        raise ValueError(f"commande inconnue dans une formule : « {unknown[0]} »")
    return drawn.replace("<math", f'<math alttext="{escape(latex)}"', 1)
