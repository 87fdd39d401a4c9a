"""The blocks of a lesson: its marked passages, and what is inserted between its paragraphs.

Each leaves a place named by a secret of the conversion; it is filled once the HTML is clean.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any

MARKS = {"source": "source", "ailleurs": "elsewhere", "lecture": "reading"}
INSERTS: dict[str, tuple[str, ...]] = {
    "schema": (),
    "video": ("title", "captions", "transcript"),
    "audio": ("title", "transcript"),
}
"""What each block asks for, under its first line; all of it is compulsory."""
_KEY = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


@dataclass(frozen=True)
class Passage:
    """A marked passage as it was written: its mark, the codes it cites, its identifier."""

    mark: str
    codes: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Insert:
    """What a block or an image asks for: its kind, its name, and what is said of it."""

    kind: str
    name: str
    options: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass
class Places:
    """What the blocks of one conversion left to fill."""

    secret: str
    """Nobody can write this in advance: an author's HTML never passes for one of our blocks."""
    passages: list[Passage] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)

    def class_of(self, insert: Insert) -> str:
        """The class of the element that will give way to this."""
        self.inserts.append(insert)
        return f"{self.secret}-insert-{len(self.inserts) - 1}"


class MarkBlock(Block):
    """`/// source | A06 A11`, `/// ailleurs | B25`, `/// lecture | C04`, each closed by `///`.

    `#identifier` after the codes is written by the first export; until then it follows from them.
    """

    ARGUMENT = None
    places: Places

    def on_create(self, parent: Element) -> Element:
        words = (self.argument or "").replace(",", " ").split()
        codes = tuple(word for word in words if not word.startswith("#"))
        keys = [word.removeprefix("#") for word in words if word.startswith("#")]
        self.position = len(self.places.passages)
        self.places.passages.append(Passage(MARKS[self.NAME], codes, self._key(codes, keys)))
        section = SubElement(parent, "section")
        SubElement(section, "hr", {"class": f"{self.places.secret}-start-{self.position}"})
        return section

    def _key(self, codes: tuple[str, ...], keys: list[str]) -> str:
        taken = {passage.key for passage in self.places.passages}
        if keys:
            if len(keys) > 1 or not _KEY.match(keys[0]) or keys[0] in taken:
                raise ValueError(f"identifiant de passage « #{' #'.join(keys)} » refusé")
            return keys[0]
        base = "-".join([self.NAME, *codes]).lower()
        numbered = (f"{base}-{number}" for number in count(2))
        return next(key for key in chain([base], numbered) if key not in taken)

    def on_end(self, block: Element) -> None:
        SubElement(block, "hr", {"class": f"{self.places.secret}-end-{self.position}"})


class InsertBlock(Block):
    """`/// schema | trois-marques`, closed by `///` with nothing in between but its options."""

    ARGUMENT = None
    places: Places

    def on_create(self, parent: Element) -> Element:
        insert = Insert(self.NAME, (self.argument or "").strip(), self._told())
        if not insert.name:
            raise ValueError(f"un bloc « {insert.kind} » dit lequel : « /// {insert.kind} | nom »")
        if insert in self.places.inserts:
            raise ValueError(f"le bloc « {insert.kind} | {insert.name} » est écrit deux fois")
        return SubElement(parent, "div", {"class": self.places.class_of(insert)})

    def _told(self) -> dict[str, str]:
        told = {name: str(self.options[name] or "").strip() for name in INSERTS[self.NAME]}
        if missing := [f"« {name} »" for name, value in told.items() if not value]:
            raise ValueError(f"il manque à un bloc « {self.NAME} » : {', '.join(missing)}")
        return told

    def on_end(self, block: Element) -> None:
        if len(block) or (block.text or "").strip():
            raise ValueError(f"un bloc « {self.NAME} » reste vide, et se ferme par « /// »")


class LessonBlocks(BlocksExtension):
    """The blocks of a lesson, collecting into the places of this conversion alone."""

    def __init__(self, places: Places) -> None:
        self.places = places
        super().__init__()

    def extendMarkdownBlocks(self, md: Any, block_mgr: Any) -> None:  # noqa: N802
        for name in MARKS:
            self._register(block_mgr, name, MarkBlock, ())
        for name, options in INSERTS.items():
            self._register(block_mgr, name, InsertBlock, options)

    def _register(
        self, block_mgr: Any, name: str, base: type[Block], options: tuple[str, ...]
    ) -> None:
        own = {
            "NAME": name,
            "OPTIONS": {option: ["", type_any] for option in options},
            "places": self.places,
        }
        block_mgr.register(type(f"{name.title()}Block", (base,), own), self.getConfigs())
