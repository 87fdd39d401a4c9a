"""What a passage or a question may cite, by code: A a statement, B a reference, C a decision."""

from collections.abc import Iterable, Mapping

from courses.knowledge.models import Decision, Reference, Statement

Citable = Statement | Reference | Decision
FIELDS: dict[type, str] = {Statement: "statement", Reference: "reference", Decision: "decision"}


class CitationProblem(Exception):
    """A citation that cannot stand; the message is in French."""


def all_citable() -> dict[str, Citable]:
    """Everything that may be cited, by code."""
    found: dict[str, Citable] = {}
    found.update({one.code: one for one in Statement.objects.select_related("source")})
    found.update({one.code: one for one in Reference.objects.all()})
    found.update({one.code: one for one in Decision.objects.all()})
    return found


def cited(codes: Iterable[str], citable: Mapping[str, Citable]) -> list[Citable]:
    """What these codes name. CitationProblem for one that names nothing."""
    try:
        return [citable[code] for code in codes]
    except KeyError as problem:
        raise CitationProblem(
            f"aucun énoncé, référence ou décision ne porte le code {problem}"
        ) from None


def text_of(citable: Citable) -> str:
    """What it says, to be kept with the citation."""
    return citable.says if isinstance(citable, Reference) else citable.text
