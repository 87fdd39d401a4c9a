"""The list of what an author's HTML may bring into a page; all the rest is removed."""

import re

import nh3

_TAGS = (
    "p br hr h2 h3 h4 h5 h6 strong em b i del s sub sup small mark kbd abbr code pre blockquote q "
    "cite a img figure figcaption ul ol li dl dt dd table caption thead tbody tfoot tr th td div "
    "span details summary section time input"
)
TAGS = set(_TAGS.split())
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "th": {"scope", "colspan", "rowspan", "abbr"},
    "td": {"colspan", "rowspan"},
    "details": {"open"},
    "time": {"datetime"},
    "input": {"type", "checked", "disabled"},
}
# `mark` dresses a passage: its words come from the source, never from an author's HTML.
_CLASS = re.compile(r"^(?!(?:.* )?mark(?![a-z0-9]))[a-z][a-z0-9_ -]{0,80}$")
# Browsers read a backslash as a slash and skip tabs: `/\else.where` leaves the site.
_OWN_PATH = re.compile(r"^/(?![/\\])[^\s\\]*$")
# An id of the author's must never name a property of the page's scripts.
_ID_PREFIX = "c-"
_ALIGNED = re.compile(r'style="text-align: (left|right|center);"')


def clean(html: str) -> str:
    # Markdown writes the alignment of a column as a style, which no page allows.
    html = _ALIGNED.sub(r'class="\1"', html)
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if value.startswith(_ID_PREFIX) else f"{_ID_PREFIX}{value}"
    if name == "href" and value.startswith("#"):
        return value if value.startswith(f"#{_ID_PREFIX}") else f"#{_ID_PREFIX}{value[1:]}"
    if name == "class":
        return value if _CLASS.match(value) else None
    if tag == "input" and name == "type":
        return value if value == "checkbox" else None
    if tag == "img" and name == "src":
        # No page makes a request to another site.
        return value if _OWN_PATH.match(value) else None
    return value
