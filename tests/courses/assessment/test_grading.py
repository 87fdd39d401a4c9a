"""The percentage of a whole questionnaire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.grading import percent
from courses.assessment.kinds import KINDS, Answer, Body
from courses.assessment.models import QuestionVersion
from tests.courses.assessment.questions import choices, matching, ordering

SINGLE = QuestionVersion(kind="single", body=choices("single", "a", "b"))
RIGHT, WRONG = {"chosen": ["u-a"]}, {"chosen": ["u-b"]}


def _of(right: int, total: int) -> int:
    return percent([(SINGLE, RIGHT)] * right + [(SINGLE, WRONG)] * (total - right))


@pytest.mark.parametrize(
    ("right", "total", "expected"),
    [(7, 10, 70), (2, 3, 66), (1, 3, 33), (5, 7, 71), (0, 4, 0), (4, 4, 100), (69, 100, 69)],
)
def test_percent_is_rounded_down(right: int, total: int, expected: int) -> None:
    assert _of(right, total) == expected


def test_percent_of_every_whole_count_is_exact() -> None:
    assert all(
        _of(right, total) == 100 * right // total
        for total in range(1, 41)
        for right in range(total + 1)
    )


def test_percent_of_no_question_is_nothing() -> None:
    assert percent([]) == 0


def test_percent_of_tenths_is_not_lost_to_floating_point() -> None:
    # Three questions, each seven tenths right: 0.7 three times is 2.0999… to a computer.
    tenths = QuestionVersion(kind="matching", body=matching(10))
    answer = {"pairs": {f"u-p{at}": f"u-p{at}/right" for at in range(7)}}
    assert percent([(tenths, answer)] * 3) == 70


def _bodies(kind: str) -> Body:
    return {
        "single": choices("single", "a", "bc"),
        "multiple": choices("multiple", "ab", "cd"),
        "true_false": choices("single", "a", "b"),
        "matching": matching(3, 1),
        "ordering": ordering(3),
    }[kind]


@given(kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=12))
def test_percent_of_right_answers_is_a_hundred_and_of_none_is_zero(kinds: list[str]) -> None:
    questions = [QuestionVersion(kind=kind, body=_bodies(kind)) for kind in kinds]
    right: list[tuple[QuestionVersion, Answer]] = [
        (one, one.behaviour.right_answer(one.body)) for one in questions
    ]
    assert percent(right) == 100
    assert percent([(one, {}) for one in questions]) == 0
