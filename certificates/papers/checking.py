"""What an administrator may write on a paper: a subset of HTML that can do no harm.

Nothing is corrected silently: what is not allowed is refused, all of it at once, line by line.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import nh3
from django.utils.translation import gettext as _

from certificates.papers.drawing import undrawable
from certificates.papers.filling import PLACE, PLACES, REQUIRED

LARGEST = 20_000
"""Bytes of the HTML, and of the CSS, of a template: ten times the shipped ones."""
_TAGS = "div p span h1 h2 h3 strong em br table tbody tr td th ul ol li hr"
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = {"*": {"class"}, "table": {"role"}, "th": {"scope"}}
VALUES = {"role": {"presentation"}, "scope": {"row", "col"}}
EMPTY = frozenset({"br", "hr"})
# A table cannot stand inside a line of text.
LINES = frozenset({"p", "span", "strong", "em", "h1", "h2", "h3"})
HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_CLASS = re.compile(r"(?:[A-Za-z][\w-]*|\{\{\s*name_size\s*\}\})(?:\s+|$)")
_BRACES = re.compile(r"\{\{|\}\}|\{%|\{#")
_LOOSE = re.compile(r"<(?!/?[A-Za-z])")
Token = tuple[Any, ...]


def html_problems(html: str) -> list[str]:
    """What must be corrected in the HTML of a paper, as sentences; nothing when it is safe."""
    if problem := too_large(html):
        return [problem]
    reader = _Reader(html)
    problems = [*reader.problems, *_loose(html), *_places(html), *_headings(reader)]
    if strange := undrawable("".join(reader.text.split())):
        problems.append(_("Our fonts do not draw “%(characters)s”.") % {"characters": strange})
    if not problems and reader.tokens != _Reader(_cleaned(html)).tokens:
        # Two readers of HTML disagree: what one calls harmless the other may not.
        problems.append(_("The tags are not well nested: look at the tables and at the lists."))
    return problems


def too_large(text: str) -> str:
    """The sentence for a text that is too long; empty for another."""
    size = len(text.encode())
    if size <= LARGEST:
        return ""
    return _("This text is too long: %(size)s kB, %(largest)s at most.") % {
        "size": -(-size // 1000),
        "largest": LARGEST // 1000,
    }


def at(line: int, sentence: str) -> str:
    """A problem with its place."""
    return _("Line %(line)s: %(problem)s") % {"line": line, "problem": sentence}


def _cleaned(html: str) -> str:
    return nh3.clean(html, tags=set(TAGS), attributes=ATTRIBUTES, link_rel=None)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _loose(html: str) -> Iterator[str]:
    """A `<` that opens no tag could become one once the places are filled."""
    for found in _LOOSE.finditer(html):
        if not html.startswith(("<!", "<?"), found.start()):
            yield at(
                _line(html, found.start()),
                _("a “<” that opens no tag is written with the entity lt."),
            )


def _places(html: str) -> Iterator[str]:
    for found in PLACE.finditer(html):
        if found[1] not in PLACES:
            sentence = _("no document fills the place {{ %(name)s }}.") % {"name": found[1]}
            yield at(_line(html, found.start()), sentence)
    # Same length, so that lines stay where they are.
    rest = PLACE.sub(lambda found: " " * len(found[0]), html)
    for found in _BRACES.finditer(rest):
        sentence = _("braces that make no place: a place is written {{ name }}.")
        yield at(_line(html, found.start()), sentence)
    present = set(PLACE.findall(html))
    for name in REQUIRED:
        if name not in present:
            yield _("The place {{ %(name)s }} is missing.") % {"name": name}


def _headings(reader: "_Reader") -> Iterator[str]:
    levels = [HEADINGS[tag] for tag, _line in reader.headings]
    if levels.count(1) != 1:
        yield _("There must be one <h1> title, and one only.")
    elif levels[0] != 1:
        yield _("The <h1> title must come before the other headings.")
    elif "title" not in PLACE.findall(reader.h1):
        yield _("The <h1> title must hold the place {{ title }}.")
    for (_tag, _before), (tag, line) in zip(reader.headings, reader.headings[1:], strict=False):
        if HEADINGS[tag] > HEADINGS[_tag] + 1:
            yield at(line, _("<%(tag)s> skips a level of heading.") % {"tag": tag})


class _Reader(HTMLParser):
    """Reads the HTML of a paper, and notes what is not allowed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.headings: list[tuple[str, int]] = []
        self.tokens: list[Token] = []
        self.text = self.h1 = ""
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()
        for tag, line in self._open:
            self._note(_("<%(tag)s> is never closed.") % {"tag": tag}, line)

    def _note(self, sentence: str, line: int | None = None) -> None:
        self.problems.append(at(line or self.getpos()[0], sentence))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self._note(_refused(tag))
        for name, value in attrs:
            if problem := _attribute_problem(tag, name, value or ""):
                self._note(problem)
        if tag in HEADINGS:
            self.headings.append((tag, self.getpos()[0]))
        if tag not in EMPTY and tag in TAGS:
            self._open.append((tag, self.getpos()[0]))
        self._keep(("open", tag, sorted(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY or tag not in TAGS:
            return
        self._keep(("close", tag))
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        elif tag in (one for one, _line in self._open):
            inner, line = self._open[-1]
            self._note(
                _("</%(tag)s> comes before <%(inner)s>, opened on line %(opened)s, is closed.")
                % {"tag": tag, "inner": inner, "opened": line}
            )
            while self._open.pop()[0] != tag:
                pass
        else:
            self._note(_("</%(tag)s> closes nothing.") % {"tag": tag})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # `<p/>` opens a paragraph, whatever who wrote it thinks.
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.text += PLACE.sub("", data)
        within = {tag for tag, _line in self._open}
        if "h1" in within:
            self.h1 += data
        places = PLACE.findall(data)
        if "name_size" in places:
            self._note(_("{{ name_size }} belongs in the attribute class, nowhere else."))
        if "facts" in places and within & LINES:
            self._note(_("{{ facts }} is a table: it cannot stand inside a paragraph."))
        if self.tokens and self.tokens[-1][0] == "text":
            data = self.tokens.pop()[1] + data
        self._keep(("text", data))

    def _keep(self, token: Token) -> None:
        # HTML puts a tbody in every table that has none.
        if token[1] != "tbody":
            self.tokens.append(token)

    def handle_comment(self, data: str) -> None:
        self._note(_("comments are not allowed."))

    def handle_decl(self, decl: str) -> None:
        self._note(_("declarations (<!…>) are not allowed."))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)


def _refused(tag: str) -> str:
    words = {"tag": tag}
    if tag == "img":
        return _("<img> is not allowed: pictures come from {{ logo }} and {{ qr }}.")
    if tag == "a":
        return _("<a> is not allowed: the only link comes from {{ shown_url }}.")
    if tag in {"style", "link"}:
        return _("<%(tag)s> is not allowed: the style has its own field.") % words
    return _("<%(tag)s> is not allowed.") % words


def _attribute_problem(tag: str, name: str, value: str) -> str:
    words = {"tag": tag, "name": name, "value": value[:60]}
    if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()):
        if name == "style":
            return _("the attribute style is not allowed: the style has its own field.")
        return _("the attribute %(name)s is not allowed on <%(tag)s>.") % words
    if name == "class":
        return _class_problem(value)
    if value not in VALUES[name]:
        words["allowed"] = ", ".join(sorted(VALUES[name]))
        return _("%(name)s can only be: %(allowed)s.") % words
    return ""


def _class_problem(value: str) -> str:
    if any(name != "name_size" for name in PLACE.findall(value)):
        return _("an attribute can hold one place only, {{ name_size }}.")
    if _CLASS.sub("", value.strip()):
        return _("class holds names made of letters, digits and dashes.")
    if "specimen" in value.split():
        return _("the class specimen is kept for the mark of specimens.")
    return ""
