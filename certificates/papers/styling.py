"""What an administrator may write in the style of a paper: a subset of CSS that fetches nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tinycss2
from django.utils.translation import gettext as _

from certificates.papers.checking import at, too_large
from certificates.papers.choosing import FOLDER
from courses.printing import characters_of

# Not font-variant: WeasyPrint loses memory at each page that has one (docs/measurements.md).
_PROPERTIES = """
    align-content align-items align-self background-color border border-bottom
    border-bottom-color border-bottom-style border-bottom-width border-collapse border-color
    border-left border-left-color border-left-style border-left-width border-radius border-right
    border-right-color border-right-style border-right-width border-spacing border-style
    border-top border-top-color border-top-style border-top-width border-width bottom box-sizing
    clear color column-gap content display flex flex-basis flex-direction flex-flow flex-grow
    flex-shrink flex-wrap float font font-family font-size font-style font-weight gap height
    justify-content left letter-spacing line-height list-style-position list-style-type margin
    margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width
    object-fit object-position opacity order outline outline-color outline-offset outline-style
    outline-width overflow-wrap padding padding-bottom padding-left padding-right padding-top
    position right row-gap table-layout text-align text-align-last text-decoration
    text-decoration-color text-decoration-line text-decoration-style text-indent text-transform
    top transform transform-origin vertical-align white-space width word-break word-spacing
    z-index
"""
PROPERTIES = frozenset(_PROPERTIES.split())
ON_PAGE = ("size", "margin", "padding", "border", "outline", "background-color")
# Colours, sums, transforms; and what selects.
_FUNCTIONS = (
    "rgb rgba hsl hsla calc min max clamp rotate scale translate translatex translatey skew"
    " nth-child nth-of-type not is where"
)
FUNCTIONS = frozenset(_FUNCTIONS.split())
POSITIONS = frozenset({"static", "relative", "absolute"})
FRENCH = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ’«»…–°&"
Fonts = Mapping[str, Sequence[Path]]


def css_problems(css: str, *, fonts: Fonts | None = None) -> list[str]:
    """What must be corrected in the style of a paper, as sentences.

    `fonts`: the files of each family, by its name in lower case; ours unless others are given.
    """
    if problem := too_large(css):
        return [problem]
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    checker = _Checker(fonts or our_fonts())
    return [problem for rule in rules for problem in checker.rule(rule)]


@cache
def our_fonts() -> dict[str, list[Path]]:
    """The families that our shared sheet declares, and their files."""
    sheet = (FOLDER / "paper.css").read_text(encoding="utf-8")
    found: dict[str, list[Path]] = {}
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type != "at-rule" or rule.lower_at_keyword != "font-face":
            continue
        words = {
            one.lower_name: _words(one.value)
            for one in tinycss2.parse_declaration_list(rule.content)
            if one.type == "declaration"
        }
        found.setdefault(words["font-family"][0].lower(), []).append(FOLDER / words["src"][0])
    return found


def _words(tokens: Iterable[Any]) -> list[str]:
    """The strings and addresses of a value."""
    found = []
    for token in tokens:
        if token.type in {"string", "url"}:
            found.append(token.value)
        elif token.type == "function":
            found += _words(token.arguments)
    return found


class _Checker:
    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts

    def rule(self, rule: Any) -> Iterator[str]:
        """The problems of a rule of the sheet."""
        if rule.type == "error":
            yield at(rule.source_line, _("this is not CSS: look at the braces and semicolons."))
        elif rule.type == "at-rule":
            yield from self._at_rule(rule)
        else:
            yield from _selector(rule)
            for one in self._declarations(rule):
                yield from self._declaration(one, PROPERTIES)

    def _at_rule(self, rule: Any) -> Iterator[str]:
        words = {"name": f"@{rule.at_keyword}"}
        if rule.lower_at_keyword != "page" or rule.content is None:
            yield at(rule.source_line, _("%(name)s is not allowed.") % words)
            return
        if any(token.type != "whitespace" for token in rule.prelude):
            yield at(rule.source_line, _("@page takes no name: there is one page."))
        allowed = {one for one in PROPERTIES | {"size"} if one.startswith(ON_PAGE)}
        for one in self._declarations(rule):
            yield from self._declaration(one, allowed - {"border-collapse", "border-spacing"})

    def _declarations(self, rule: Any) -> Iterator[Any]:
        yield from tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )

    def _declaration(self, one: Any, allowed: Iterable[str]) -> Iterator[str]:
        line = one.source_line
        if one.type == "error":
            yield at(line, _("this is not CSS: look at the colons and semicolons."))
        elif one.type != "declaration":
            yield at(line, _("a rule cannot hold another one."))
        elif one.lower_name not in allowed:
            yield at(line, _("the property %(name)s is not allowed here.") % {"name": one.name})
        else:
            problems = [*_values(one.value), *_position(one), *self._families(one)]
            yield from (at(line, problem) for problem in problems)

    def _families(self, one: Any) -> Iterator[str]:
        if one.lower_name not in {"font", "font-family"}:
            return
        named = list(_family_names(one))
        unknown = [name for name in named if name.lower() not in self.fonts]
        for name in unknown:
            families = ", ".join(one.title() for one in self.fonts)
            yield _("the font “%(name)s” is not ours: %(families)s.") % {
                "name": name,
                "families": families,
            }
        if named and not unknown and (strange := self._undrawn(named)):
            yield _("the font “%(name)s” cannot draw French: it lacks %(characters)s.") % {
                "name": named[0],
                "characters": " ".join(strange),
            }

    def _undrawn(self, families: Iterable[str]) -> str:
        files = [file for name in families for file in self.fonts[name.lower()]]
        known: frozenset[int] = frozenset().union(*map(characters_of, files))
        return "".join(one for one in FRENCH if ord(one) not in known)


def _selector(rule: Any) -> Iterator[str]:
    for token in _all(rule.prelude):
        if token.type == "ident" and token.lower_value == "specimen":
            yield at(token.source_line, _("the class specimen is kept for the mark of specimens."))
    yield from (at(rule.source_line, problem) for problem in _values(rule.prelude))


def _values(tokens: Iterable[Any]) -> Iterator[str]:
    """What fetches, runs, or is no CSS, anywhere in a value."""
    for token in _all(tokens):
        if token.type in {"url", "error"}:
            yield _("no address here (url): a paper fetches nothing.")
        elif token.type == "function" and token.lower_name not in FUNCTIONS:
            if token.lower_name in {"url", "src"}:
                yield _("no address here (url): a paper fetches nothing.")
            else:
                yield _("%(name)s() is not allowed.") % {"name": token.name}


def _all(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _all(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


def _position(one: Any) -> Iterator[str]:
    if one.lower_name != "position":
        return
    for token in one.value:
        if token.type == "ident" and token.lower_value not in POSITIONS:
            yield _("position: %(value)s is not allowed.") % {"value": token.value}


def _family_names(one: Any) -> Iterator[str]:
    """The families that a `font-family` or a `font` names."""
    tokens = [token for token in one.value if token.type not in {"whitespace", "comment"}]
    if one.lower_name == "font":
        sizes = [
            place
            for place, token in enumerate(tokens)
            if token.type in {"dimension", "percentage", "number", "function"}
        ]
        tokens = tokens[sizes[-1] + 1 :] if sizes else tokens
    words: list[str] = []
    for token in [*tokens, None]:
        if token is None or token.type == "literal":
            if words:
                yield " ".join(words)
            words = []
        elif token.type in {"ident", "string"}:
            words.append(token.value)
