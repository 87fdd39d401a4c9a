"""What makes tables, notes and boxes speak: attributes that no author may write, so put in last."""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

TITLES = {
    "warning": "Attention",
    "caution": "Attention",
    "tip": "Conseil",
    "hint": "Conseil",
    "example": "Exemple",
    "info": "Information",
    "a-retenir": "À retenir",
}
"""The title of a callout (`!!! tip`) that was given none: Markdown would say it in English."""


class Dressing(Extension):
    """Marks the tables to dress, and says the titles of callouts in French."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        super().__init__()

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        processor = _Processor(md)
        processor.secret = self.secret
        md.treeprocessors.register(processor, "dressing", 0)


class _Processor(Treeprocessor):
    secret: str

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = self._wide(child)
        for kind, title in _callouts(root):
            if title.text == kind.capitalize():
                title.text = TITLES.get(kind, title.text)

    def _wide(self, table: Element) -> Element:
        """Within a block that may scroll: a phone cannot show three columns of words."""
        block = Element("div", {"class": f"{self.secret}-table"})
        block.tail, table.tail = table.tail, None
        block.append(table)
        return block


def _callouts(root: Element) -> Iterator[tuple[str, Element]]:
    """The kind of each callout, and its title."""
    for one in root.iter("div"):
        classes = one.get("class", "").split()
        if classes[:1] == ["admonition"] and len(classes) > 1 and len(one):
            yield classes[1], one[0]


def dress(safe: str, secret: str, *, within: str = "") -> str:
    """Clean HTML whose tables, boxes, notes and callouts say what they are.

    `within` names what this stands in, when it is not the lesson itself.
    """
    safe = _let_tables_scroll(safe, secret, f" ({escape(within)})" if within else "")
    safe = _INPUT.sub(_box, safe)
    safe = _REFERENCE.sub(r'\1 role="doc-noteref" aria-label="Note \2">\2</a>', safe)
    safe = _BACK.sub(r'\1 role="doc-backlink" aria-label="\2">', safe)
    safe = safe.replace(
        '<div class="footnote">', '<div class="footnote" role="doc-endnotes" aria-label="Notes">'
    )
    return _CALLOUT.sub(r'\1 role="note">', safe)


_INPUT = re.compile(r"<input\b([^>]*)>")
_REFERENCE = re.compile(r'(<a class="footnote-ref" href="#[^">]*"[^>]*)>(\d+)</a>')
_BACK = re.compile(r'(<a class="footnote-backref" href="#[^">]*") title="([^">]*)"[^>]*>')
_CALLOUT = re.compile(r'(<div class="admonition[ a-z-]*")>')


def _box(match: re.Match[str]) -> str:
    """A box of a list of tasks, which nobody ticks; any other field is of no use in a text."""
    if 'type="checkbox"' not in match[1]:
        return ""
    ticked = "checked" in match[1]
    told = 'checked="" aria-label="Fait"' if ticked else 'aria-label="À faire"'
    return f'<input type="checkbox" disabled="" {told}>'


def _let_tables_scroll(safe: str, secret: str, where: str) -> str:
    """Named, each by its own name, and reached by the keyboard."""
    first, *others = safe.split(f'<div class="{secret}-table">')
    for number, after in enumerate(others, start=1):
        named = f'role="region" aria-label="Tableau {number}{where}"'
        first += f'<div class="table-scroll" tabindex="0" {named}>{after}'
    return first
