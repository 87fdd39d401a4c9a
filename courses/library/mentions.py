"""Codes written inside a text (« voir B07 ») become links to what they name."""

import re

from django.db.models import Model
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from courses.knowledge.models import Decision, Finding, Reference, Statement

_CODE = re.compile(r"\b[ABCR]\d{2,3}[a-z]?\b")
PAGES: dict[str, tuple[type[Model], str]] = {
    "A": (Statement, "courses:library:statement"),
    "B": (Reference, "courses:library:reference"),
    "C": (Decision, "courses:library:decision"),
    "R": (Finding, "courses:library:finding"),
}
"""By letter: what a code names, and the page that shows it."""


def address_of(code: str) -> str:
    """The page of what this code names, by its letter."""
    return reverse(PAGES[code[0]][1], args=[code])


def known_codes(*texts: str) -> frozenset[str]:
    """The codes that these texts mention and that exist: one query for each letter mentioned."""
    mentioned = {code for text in texts for code in _CODE.findall(text)}
    return frozenset(
        code
        for letter in sorted({code[0] for code in mentioned})
        for code in PAGES[letter][0]
        ._default_manager.filter(code__in=mentioned)
        .values_list("code", flat=True)
    )


def linked(text: str, known: frozenset[str]) -> SafeString:
    """This text as HTML, a link on each of these codes. No query."""

    def link(found: re.Match[str]) -> str:
        code = found[0]
        return f'<a href="{address_of(code)}">{code}</a>' if code in known else code

    return mark_safe(_CODE.sub(link, escape(text)))
