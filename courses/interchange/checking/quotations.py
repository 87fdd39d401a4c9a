"""Quotations: the words of a statement to the letter, and none without the mark of its voice."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from courses.interchange.checking.asking import all_questions
from courses.interchange.checking.contents import LETTERS, Contents, Lesson
from courses.interchange.checking.scanning import Block, Prose
from courses.interchange.checking.strings import strings
from courses.interchange.checking.wording import (
    Quote,
    attributes,
    holds,
    pieces,
    plain,
    proposes,
    quotes,
    refuses,
    unquoted,
)
from courses.interchange.reading import ContentError, Document

LONG = 6
"""Words from which a quotation is a passage, that a mark must introduce."""
COMPARED = 4
"""Words from which a quotation is compared: shorter ones look like too many things."""
CLOSE = 0.8
_CODES = re.compile(r"\s*\(\s*((?:[ABCR]\d{2,3}[a-z]?(?:\s*,\s*|\s+et\s+)?)+)\s*\)")


def check(contents: Contents) -> Iterator[ContentError]:
    if contents.missed("knowledge"):
        return  # what may be quoted is not known
    pool = Pool(contents)
    for lesson in contents.lessons:
        for block in lesson.scanned.blocks:
            yield from _check_block(pool, lesson, block)
        yield from _check_strings(pool, lesson.heading)
    for block in contents.diagrams:
        yield from _check_prose(pool, block)
    for document in [*contents.courses, *contents.modules.values()]:
        yield from _check_strings(pool, document)
    for question in all_questions(contents):
        for prose in question.shown():
            yield from _check_prose(pool, prose)


class Pool:
    """What may be quoted: statements, and the names and words of everything else."""

    def __init__(self, contents: Contents) -> None:
        self.by_letter = {letter: contents.coded(name) for letter, name in LETTERS.items()}
        self.statements = {
            code: plain(entry["text"]) for code, entry in self.by_letter["A"].items()
        }
        titles = [
            *(document.data["title"] for document in contents.courses),
            *(document.data["title"] for document in contents.modules.values()),
            *(lesson.heading.data["title"] for lesson in contents.lessons),
            *(entry["title"] for name in ("sources", "shelf") for entry in contents.entries(name)),
            *(entry["title"] for entry in self.by_letter["R"].values()),
        ]
        # What a title quotes is no more ours than elsewhere.
        self.titles = [unquoted(title) for title in titles]
        self.headings = [
            entry["text"] for entry in self.by_letter["A"].values() if entry["kind"] == "heading"
        ]

    def text_of(self, code: str) -> str:
        """Everything that may be quoted under a code."""
        entry = self.by_letter.get(code[0], {}).get(code, {})
        own = " … ".join(str(entry.get(key, "")) for key in ("title", "text", "says"))
        parts = (self.text_of(one) for one in entry.get("statements", []))
        return " … ".join([own, *parts])

    def has(self, quoted: str) -> bool:
        """Whether these words are somebody's, exactly."""
        texts = [*self.statements.values(), *self.titles]
        texts += [self.text_of(code) for letter in "BC" for code in self.by_letter[letter]]
        return any(holds(text, quoted) for text in texts)

    def holders(self, quoted: str) -> list[str]:
        """The statements that hold these words."""
        return [code for code, text in self.statements.items() if holds(text, quoted)]

    def closest(self, quoted: str) -> tuple[str, str] | None:
        """The statement that these words nearly are, and what it says."""
        words = max(pieces(quoted), key=len, default="").split()
        if len(words) < COMPARED:
            return None
        near = [
            (ratio, code, said)
            for code, text in self.statements.items()
            for ratio, said in _windows(words, text.split())
        ]
        best = max(near, default=None)
        return best[1:] if best else None


def _windows(words: list[str], text: list[str]) -> Iterator[tuple[float, str]]:
    """The runs of words of a text that look like these, and how much."""
    if 2 * len(set(words) & set(text)) < len(words):
        return
    quoted = " ".join(words)
    for size in range(len(words) - 1, len(words) + 3):
        for start in range(max(1, len(text) - size + 1)):
            run = text[start : start + size]
            matcher = SequenceMatcher(None, quoted, " ".join(run), autojunk=False)
            if _differ_by_one_word(words, run):
                yield max(CLOSE, matcher.ratio()), " ".join(run)
            elif matcher.quick_ratio() >= CLOSE and (ratio := matcher.ratio()) >= CLOSE:
                yield ratio, " ".join(run)


def _differ_by_one_word(words: list[str], run: list[str]) -> bool:
    """One word put for another, added or left out: in a short quotation, it weighs more than its
    letters."""
    ours, theirs = ([word.strip(".,;:!?") for word in one] for one in (words, run))
    same = sum(block.size for block in SequenceMatcher(None, ours, theirs).get_matching_blocks())
    return same >= len(words) - 1 and same >= len(run) - 1


def _check_strings(pool: Pool, document: Document) -> Iterator[ContentError]:
    for prose, _place in strings(document):
        yield from _check_prose(pool, prose)


def _check_prose(pool: Pool, prose: Prose, lead: str = "") -> Iterator[ContentError]:
    for quote in quotes(prose.text):
        if problem := _misquoted(pool, quote, lead):
            yield ContentError(prose.path, prose.line_at(quote.start), problem)


def _misquoted(pool: Pool, quote: Quote, lead: str = "") -> str:
    """What is wrong with a quotation of a statement, if anything."""
    if named := _CODES.match(quote.after):
        codes = re.findall(r"[ABCR]\d{2,3}[a-z]?", named[1])
        texts = [pool.text_of(code) for code in codes]
        if not any(holds(text, quote.text) for text in texts):
            return f"« {plain(quote.text)} » n'est pas, mot pour mot, dans {' ni '.join(codes)}"
        return ""
    if quote.words < COMPARED or refuses(f"{lead} {quote.context}") or pool.has(quote.text):
        return ""
    if close := pool.closest(quote.text):
        code, said = close
        return f"« {plain(quote.text)} » déforme {code}, qui dit : « {said} »"
    return ""


def _check_block(pool: Pool, lesson: Lesson, block: Block) -> Iterator[ContentError]:
    yield from _check_prose(pool, block, block.lead)
    if block.mark:
        return
    for quote in quotes(block.text):
        if quote.words >= LONG and (problem := _unmarked(pool, lesson, block, quote)):
            yield ContentError(lesson.path, block.line_at(quote.start), problem)


def _unmarked(pool: Pool, lesson: Lesson, block: Block, quote: Quote) -> str:
    """What is wrong with a long quotation that stands outside the marks, if anything."""
    cited = lesson.marked | lesson.asked
    cited |= {code for name in lesson.heading.data.get("findings", []) for code in _of(pool, name)}
    texts = [*(pool.text_of(code) for code in cited), *pool.headings, *pool.titles]
    if lesson.missed_quiz or any(holds(text, quote.text) for text in texts):
        return ""
    told = f"« {plain(quote.text)} »"
    if holders := pool.holders(quote.text):
        return f"{told} est {holders[0]}, que la leçon ne cite pas : /// source | {holders[0]}"
    if _is_made_up(lesson, block, quote) or _misquoted(pool, quote, block.lead):
        return ""
    return (
        f"citation sans marque : {told} n'est dans aucun énoncé cité par la leçon ; "
        "des mots inventés s'annoncent par « exemple fictif »"
    )


def _of(pool: Pool, finding: str) -> list[str]:
    return list(pool.by_letter["R"].get(finding, {}).get("statements", []))


def _is_made_up(lesson: Lesson, block: Block, quote: Quote) -> bool:
    """Words announced as nobody's: refused, or made up for an exercise and given to no one."""
    context = f"{block.lead} {quote.context}"
    if refuses(context):
        return True
    if attributes(context):
        return False
    section = " ".join(one.text for one in lesson.scanned.around(block)).lower()
    return proposes(context) or "ficti" in section
