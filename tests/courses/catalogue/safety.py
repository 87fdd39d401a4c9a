"""What may stand in the HTML made of an author's text; written apart from the code it judges."""

import re
from html.parser import HTMLParser

_TAGS = """
p br hr h2 h3 h4 h5 h6 strong em b i del s sub sup small mark kbd abbr code pre blockquote q cite a
img figure figcaption ul ol li dl dt dd table caption thead tbody tfoot tr th td div span details
summary section time input
"""
_ATTRIBUTES = """
id class lang dir title href hreflang rel src alt width height loading decoding start reversed type
value scope colspan rowspan abbr open datetime checked disabled
"""
_MATHS = """
math mrow mi mn mo mtext ms mspace mfrac msqrt mroot mstyle mpadded mphantom msub msup msubsup
munder mover munderover mmultiscripts mprescripts mtable mtr mtd
"""
_MATHS_ATTRIBUTES = """
alttext display mathvariant stretchy fence separator form lspace rspace minsize maxsize
movablelimits accent accentunder symmetric largeop linethickness width height depth linebreak
voffset displaystyle scriptlevel columnalign rowspacing columnspacing columnlines rowlines
"""
MATHS, _OF_MATHS = set(_MATHS.split()), set(_MATHS_ATTRIBUTES.split())
TAGS, ATTRIBUTES = set(_TAGS.split()) | MATHS, set(_ATTRIBUTES.split())
# What the rendering adds itself, around what an author wrote.
_OURS = {
    ("div", "tabindex"): r"0",
    ("div", "role"): r"region|note|doc-endnotes",
    ("div", "aria-label"): r"(Tableau|Formule) \d+|Notes",
    ("a", "role"): r"doc-noteref|doc-backlink",
    ("a", "aria-label"): r"Note \d+|Revenir à l’appel de la note \d+",
    ("input", "aria-label"): r"Fait|À faire",
}
# As a browser reads an address: tabs and line breaks skipped, controls and spaces before it too.
_SKIPPED = re.compile(r"[\t\r\n]|^[\x00-\x20]+")
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class Inspector(HTMLParser):
    """Collects what should not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, given in attrs:
            value = given or ""
            if not self._is_right(tag, name, value):
                self.wrong.append(f'<{tag} {name}="{value}">')

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    handle_pi = unknown_decl = handle_decl

    def _is_right(self, tag: str, name: str, value: str) -> bool:
        if name == "id":
            return value.startswith("c-")
        if name == "href":
            scheme = _SCHEME.match(_SKIPPED.sub("", value))
            return scheme is None or scheme.group(1).lower() in {"http", "https", "mailto"}
        if name == "src":
            return value.startswith("/") and not _SKIPPED.sub("", value).startswith(("//", "/\\"))
        if name == "class":
            return not any(one.split("--")[0].split("__")[0] == "mark" for one in value.split())
        if (tag, name) == ("input", "type"):
            return value == "checkbox"
        if tag in MATHS:
            return name in _OF_MATHS
        if ours := _OURS.get((tag, name)):
            return bool(re.fullmatch(ours, value))
        return name in ATTRIBUTES


def wrong_in(html: str) -> list[str]:
    """Every tag, attribute and address that no author's text may bring into a page."""
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.wrong
