"""Pure grading: the percentage that a set of answers deserves."""

from collections.abc import Iterable

from courses.assessment.kinds import Answer
from courses.assessment.models import QuestionVersion


def percent(graded: Iterable[tuple[QuestionVersion, Answer]]) -> int:
    """Each question counts the same; rounded down, so that a threshold is really reached."""
    fractions = [question.behaviour.grade(question.body, answer) for question, answer in graded]
    if not fractions:
        return 0
    # The small term keeps 0.7 × 10 from being 6.999… questions.
    return int(100 * sum(fractions) / len(fractions) + 1e-9)
