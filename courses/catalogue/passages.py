"""Marked passages: what the source says, what is found elsewhere, our reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from courses.catalogue.markup import Passage
from courses.catalogue.models import LessonCitation
from courses.knowledge.citing import Citable, CitationProblem, cited
from courses.knowledge.models import Decision, Reference, Statement

Mark = LessonCitation.Mark
_MAY_CITE: dict[str, type] = {
    Mark.SOURCE: Statement,
    Mark.ELSEWHERE: Reference,
    Mark.READING: Decision,
}
LETTERS = {Mark.SOURCE: "A", Mark.ELSEWHERE: "B", Mark.READING: "C"}


def _lines(found: list[Citable]) -> dict[str, object]:
    """The lines of statements, as a list to read, and whether there are several."""
    statements = [one for one in found if isinstance(one, Statement)]
    count = sum(one.last_line - one.first_line + 1 for one in statements)
    return {"lines": ", ".join(one.lines for one in statements), "line_count": count}


@dataclass
class Marking:
    """Fills the passages of one lesson, and remembers what they cite."""

    citable: Mapping[str, Citable]
    findings: Mapping[str, list[str]]
    """Codes of the findings that each statement supports."""
    citations: list[tuple[str, str, Citable]] = field(default_factory=list)
    """Identifier of the passage, its mark, what it cites."""

    def fill(self, passage: Passage, body: str) -> str:
        """The HTML of a passage. CitationProblem when it cites what its mark cannot."""
        found = cited(passage.codes, self.citable)
        self._check(passage, found, body)
        self.citations += [(passage.key, passage.mark, one) for one in found]
        return render_to_string(
            "courses/catalogue/_passage.html",
            {
                "mark": Mark(passage.mark),
                "letter": LETTERS[Mark(passage.mark)],
                "key": passage.key,
                "cited": found,
                **_lines(found),
                "findings": self._findings_of(found),
                "body": mark_safe(body),
            },
        ).strip()

    def _findings_of(self, found: list[Citable]) -> list[str]:
        codes = [code for one in found for code in self.findings.get(one.code, [])]
        return list(dict.fromkeys(codes))

    def _check(self, passage: Passage, found: list[Citable], body: str) -> None:
        allowed = _MAY_CITE[passage.mark]
        for one in found:
            if not isinstance(one, allowed):
                raise CitationProblem(
                    f"un passage « {LETTERS[Mark(passage.mark)]} » ne peut pas citer {one.code}"
                )
        if passage.mark != Mark.READING and not found:
            raise CitationProblem("un passage marqué ne cite rien")
        if passage.mark == Mark.SOURCE and body:
            raise CitationProblem(
                "un passage « source » reste vide : la citation y est mise d'après l'énoncé"
            )
        if passage.mark != Mark.SOURCE and not body:
            raise CitationProblem("un passage marqué est vide")
