"""Filling a paper: each named place takes its words, escaped; nothing else is interpreted."""

import re
from typing import Any

import segno
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
TEXTS = (
    "issuer",
    "issuer_line",
    "title",
    "given",
    "name",
    "name_size",
    "statement",
    "course",
    "when",
    "expires",
    "issued",
    "signatory",
    "number",
    "number_line",
    "check",
    "code",
    "mention",
    "seal",
)
BLOCKS = ("facts", "qr", "logo", "shown_url")
PLACES = frozenset((*TEXTS, *BLOCKS))
# A paper without these would not say what it attests, or could not be checked.
REQUIRED = (
    "title",
    "name",
    "statement",
    "course",
    "when",
    "facts",
    "issued",
    "issuer",
    "signatory",
    "number_line",
    "code",
    "qr",
    "mention",
)
# Characters that hold on one line at each size, on the narrower of the two layouts.
LONG, LONGEST = 30, 56


class UnknownPlace(KeyError):
    """A place that no document fills; `args[0]` is its name."""


def filled(html: str, claims: dict[str, Any], *, logo: str) -> SafeString:
    """The HTML of a paper with the words of a document in their places."""
    words = {
        **{name: escape(claims.get(name, "")) for name in TEXTS},
        "name_size": _size(claims.get("name", "")),
        "facts": _facts(claims),
        "qr": _qr(claims["url"], str(claims["qr_alt"])),
        "logo": format_html('<img class="logo" alt="{}" src="{}">', claims["issuer"], logo),
        "shown_url": format_html('<a href="{}">{}</a>', claims["url"], claims["shown_url"]),
    }

    def word(found: re.Match[str]) -> str:
        try:
            return str(words[found[1]])
        except KeyError:
            raise UnknownPlace(found[1]) from None

    return mark_safe(PLACE.sub(word, html))


def _size(name: str) -> str:
    return "longest" if len(name) > LONGEST else "long" if len(name) > LONG else ""


def _facts(claims: dict[str, Any]) -> SafeString:
    if not claims.get("facts"):
        return SafeString("")
    rows = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', claims["facts"])
    return format_html('<table class="facts">{}</table>', rows)


def _qr(url: str, alt: str) -> SafeString:
    # A fixed mask: choosing the best of eight costs four fifths of the time.
    code = segno.make(url, error="m", micro=False, mask=3)
    source = code.svg_data_uri(border=0, scale=4, dark="#1f2419")
    return format_html('<img alt="{}" src="{}">', alt, source)
