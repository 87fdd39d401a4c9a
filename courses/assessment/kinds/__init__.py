"""The kinds of question: one file each, behind one contract."""

from courses.assessment.kinds.base import Answer, Body, Kind, Row, WrittenProblem
from courses.assessment.kinds.choice import Multiple, Single, TrueFalse
from courses.assessment.kinds.matching import Matching
from courses.assessment.kinds.ordering import Ordering

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (Single(), Multiple(), TrueFalse(), Matching(), Ordering())
}


def kind_named(name: str) -> Kind:
    """The kind of this name; KeyError for one that does not exist."""
    return KINDS[name]


__all__ = ["KINDS", "Answer", "Body", "Kind", "Row", "WrittenProblem", "kind_named"]
