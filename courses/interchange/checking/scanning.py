"""The text of a lesson, line by line: its paragraphs, headings, tables and marked passages.

Not a Markdown reader (markup.py is the only one): what a check must say, with the line of it.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from courses.catalogue.markup.blocks import INSERTS, MARKS

BLOCKS = (*MARKS, *INSERTS)

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_SLASHES = re.compile(r"^ {0,3}(/{3,})(?!/)\s*(.*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_OPTION = re.compile(r"^\s{4,}(\w+):\s*[\"']?(.*?)[\"']?\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


@dataclass
class Mark:
    """`/// name | arguments`, down to its closing line."""

    name: str
    words: tuple[str, ...]
    line: int
    slashes: int = 3
    is_closed: bool = False
    is_nested: bool = False
    has_body: bool = False
    options: dict[str, str] = field(default_factory=dict)
    """What a recording says of itself, in the lines under its first one."""

    @property
    def codes(self) -> tuple[str, ...]:
        """What it cites; `#identifier` is the name of the passage itself."""
        if self.name not in MARKS:
            return ()
        return tuple(word for word in self.words if not word.startswith("#"))


@dataclass
class Prose:
    """Some words of a file, and where they stand."""

    path: Path
    line: int
    text: str

    def line_at(self, offset: int) -> int:
        return self.line + self.text.count("\n", 0, offset)


@dataclass
class Block(Prose):
    """A paragraph, an item of a list, a table, a heading: what is read in one go."""

    kind: str = "paragraph"
    level: int = 0
    """Of a heading, from 1."""
    mark: Mark | None = None
    section: str = ""
    """The heading above it."""
    lead: str = ""
    """What announces it: the block above, ended by a colon; of a table, its first row too."""


@dataclass
class Scanned:
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    """Lines `///` that close nothing."""

    def around(self, block: Block) -> list[Block]:
        """The blocks of the same section."""
        return [one for one in self.blocks if one.section == block.section]


def scan(path: Path, body: str, first_line: int) -> Scanned:
    """The blocks and the marks of a text that begins at this line of its file."""
    scanner = _Scanner(path)
    for line, text in enumerate(body.rstrip("\n").split("\n"), start=first_line):
        scanner.take(line, text)
    scanner.end_block()
    return scanner.found


class _Scanner:
    def __init__(self, path: Path) -> None:
        self.path, self.found = path, Scanned()
        self.block: Block | None = None
        self.open: list[Mark] = []
        self.fence = ""
        self.section = ""

    def take(self, line: int, text: str) -> None:
        if self._is_code(text):
            return
        if slashes := _SLASHES.match(text):
            self._take_slashes(line, len(slashes[1]), slashes[2].strip())
        elif not text.strip():
            self.end_block()
        elif option := self._option(text):
            self.open[-1].options[option[1]] = option[2]
        elif heading := _HEADING.match(text):
            self.end_block()
            self._head(line, len(heading[1]), heading[2] or "")
        elif self._is_underline(text):
            self._underline(1 if "=" in text else 2)
        else:
            self._add(line, text)

    def end_block(self) -> None:
        if self.block:
            self.found.blocks.append(self.block)
        self.block = None

    def _option(self, text: str) -> re.Match[str] | None:
        is_drawn = self.open and self.open[-1].name not in MARKS
        return _OPTION.match(text) if is_drawn else None

    def _is_code(self, text: str) -> bool:
        """Code is shown as it is: no check reads it."""
        fence = _FENCE.match(text)
        if self.fence:
            if fence and text.strip().startswith(self.fence) and not text.strip(" `~"):
                self.fence = ""
            return True
        if fence:
            self.end_block()
            self.fence = fence[1]
            return True
        return False

    def _take_slashes(self, line: int, slashes: int, written: str) -> None:
        self.end_block()
        if written:
            self._open(line, slashes, written)
        elif any(mark.slashes == slashes for mark in self.open):
            while self.open[-1].slashes != slashes:
                self.open.pop()
            self.open.pop().is_closed = True
        else:
            self.found.stray.append(line)

    def _open(self, line: int, slashes: int, written: str) -> None:
        name, _bar, rest = written.partition("|")
        name, words = name.strip(), tuple(rest.replace(",", " ").split())
        # A drawing may stand in a passage, if that one is written with more slashes.
        is_nested = any(mark.slashes <= slashes or name in MARKS for mark in self.open)
        for mark in self.open:
            mark.has_body = True
        self.open.append(Mark(name, words, line, slashes, is_nested=is_nested))
        self.found.marks.append(self.open[-1])

    @property
    def mark(self) -> Mark | None:
        """The marked passage that one is in; a drawing speaks in nobody's name."""
        return next((mark for mark in reversed(self.open) if mark.name in MARKS), None)

    def _head(self, line: int, level: int, text: str) -> None:
        self.section = text
        block = Block(self.path, line, text, "heading", level, self.mark, text)
        self.found.blocks.append(block)

    def _is_underline(self, text: str) -> bool:
        return bool(
            self.block
            and self.block.kind == "paragraph"
            and _UNDERLINE.match(text)
            and "\n" not in self.block.text
        )

    def _underline(self, level: int) -> None:
        block, self.block = self.block, None
        if block:
            self._head(block.line, level, block.text)

    def _add(self, line: int, text: str) -> None:
        if self.open:
            self.open[-1].has_body = True
        kind = "table" if text.lstrip().startswith("|") else "paragraph"
        kind = "item" if _ITEM.match(text) else kind
        if self.block and (kind == "item" or (kind == "table") != (self.block.kind == "table")):
            self.end_block()
        if self.block:
            self.block.text += f"\n{text}"
        else:
            self.block = Block(
                self.path, line, text, kind, 0, self.mark, self.section, self._lead(kind, text)
            )

    def _lead(self, kind: str, text: str) -> str:
        """The sentence that announces a list; its items share it."""
        last = self.found.blocks[-1] if self.found.blocks else None
        lead = ""
        if last and kind != "paragraph" and last.kind == kind:
            lead = last.lead
        elif last and kind != "paragraph" and last.text.rstrip().endswith(":"):
            lead = last.text
        return f"{lead} {text}" if kind == "table" else lead
