"""Markdown to safe HTML: rendered once when a lesson is written, sanitised, then marked.

The only file that imports Markdown. Authors' HTML never reaches a page unless the list below
allows it; quotations are put in afterwards, from the statements themselves.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from courses.typography import typeset

RENDER_VERSION = 2
MAX_LENGTH = 200_000
"""Characters. Some brackets take a second per 10 kB: a longer text is refused before rendering."""

MARKS = {"source": "source", "ailleurs": "elsewhere", "lecture": "reading"}


@dataclass(frozen=True)
class Passage:
    """A marked passage as it was written: its mark and the codes it cites."""

    mark: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Rendered:
    html: str
    passages: tuple[Passage, ...]


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


# What no mark took: a misspelt word, a passage never closed.
_UNREAD = re.compile(r"<p>(///[^<\n]{0,40})")
_KNOWN = "les passages sont « source », « ailleurs » et « lecture »"


def render(text: str, *, fill: Callable[[int, Passage, str], str]) -> Rendered:
    """The HTML of a lesson's Markdown.

    `fill(position, passage, body)` gives the HTML of each marked passage, from its already safe
    body. ValueError when the text is too long, or a passage is unknown or stands in another.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"texte trop long : {len(text)} caractères, {MAX_LENGTH} au plus")
    passages: list[Passage] = []
    # Nobody can write this in advance: an author's HTML never passes for a marked passage.
    secret = f"p{token_hex(8)}"
    safe = typeset(_clean(_converter(passages, secret).convert(text)))
    if unread := _UNREAD.search(safe):
        raise ValueError(f"passage « {unread[1].strip()} » inconnu, ou mal fermé ; {_KNOWN}")
    safe = _let_tables_scroll(safe, secret)
    return Rendered(_put_passages(safe, passages, secret, fill), tuple(passages))


def render_inline(text: str) -> str:
    """The HTML of a sentence or two, without a paragraph around a single one."""
    safe = typeset(_clean(markdown.markdown(text, extensions=["pymdownx.betterem"]))).strip()
    if safe.startswith("<p>") and safe.endswith("</p>") and safe.count("</p>") == 1:
        return safe[3:-4]
    return safe


def _converter(passages: list[Passage], secret: str) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[
            "tables",
            "footnotes",
            "admonition",
            "attr_list",
            "def_list",
            "abbr",
            "toc",
            "sane_lists",
            "md_in_html",
            "pymdownx.superfences",
            "pymdownx.tilde",
            "pymdownx.betterem",
            "pymdownx.tasklist",
            MarksExtension(passages, secret),
            WideTables(secret),
        ],
        extension_configs={
            "toc": {"marker": ""},
            "footnotes": {"UNIQUE_IDS": True, "BACKLINK_TITLE": "Revenir à l'appel de la note {}"},
            "pymdownx.superfences": {"css_class": "code"},
        },
    )


class MarkBlock(Block):
    """`/// source | A06 A11`, `/// ailleurs | B25`, `/// lecture | C04`, each closed by `///`."""

    ARGUMENT = None
    passages: list[Passage]
    secret: str

    def on_create(self, parent: Element) -> Element:
        codes = tuple((self.argument or "").replace(",", " ").split())
        self.position = len(self.passages)
        self.passages.append(Passage(MARKS[self.NAME], codes))
        section = SubElement(parent, "section")
        SubElement(section, "hr", {"class": f"{self.secret}-start-{self.position}"})
        return section

    def on_end(self, block: Element) -> None:
        SubElement(block, "hr", {"class": f"{self.secret}-end-{self.position}"})


class MarksExtension(BlocksExtension):
    """The three marks, collecting into a list of this conversion alone."""

    def __init__(self, passages: list[Passage], secret: str) -> None:
        self.own = {"passages": passages, "secret": secret}
        super().__init__()

    def extendMarkdownBlocks(self, md: Any, block_mgr: Any) -> None:  # noqa: N802
        for name in MARKS:
            kind = type(f"{name.title()}Block", (MarkBlock,), {"NAME": name, **self.own})
            block_mgr.register(kind, self.getConfigs())


class WideTables(Extension):
    """Each table within a block that may scroll: a phone cannot show three columns of words."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        super().__init__()

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        processor = _TableProcessor(md)
        processor.secret = self.secret
        md.treeprocessors.register(processor, "wide-tables", 0)


class _TableProcessor(Treeprocessor):
    secret: str

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, table in enumerate(list(parent)):
                if table.tag == "table":
                    block = Element("div", {"class": f"{self.secret}-table"})
                    block.tail, table.tail = table.tail, None
                    parent[place] = block
                    block.append(table)


def _let_tables_scroll(safe: str, secret: str) -> str:
    """Named and reached by the keyboard: attributes that no author may write, so put in last."""
    first, *others = safe.split(f'<div class="{secret}-table">')
    for number, after in enumerate(others, start=1):
        first += (
            f'<div class="table-scroll" tabindex="0" role="region" aria-label="Tableau {number}">'
            f"{after}"
        )
    return first


_ALIGNED = re.compile(r'style="text-align: (left|right|center);"')


def _clean(html: str) -> str:
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


def _put_passages(
    html: str,
    passages: list[Passage],
    secret: str,
    fill: Callable[[int, Passage, str], str],
) -> str:
    pattern = re.compile(
        rf'<section>\s*<hr class="{secret}-start-(\d+)">(.*?)'
        rf'<hr class="{secret}-end-\1">\s*</section>',
        re.DOTALL,
    )

    def put(match: re.Match[str]) -> str:
        position = int(match.group(1))
        return fill(position, passages[position], match.group(2).strip())

    filled = pattern.sub(put, html)
    if secret in filled:
        raise ValueError("un passage marqué en contient un autre, ou du HTML mal fermé")
    return filled
