"""One option, several, true or false."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.kinds import WrittenProblem, kind_named
from tests.courses.assessment.questions import body, choices

SINGLE, MULTIPLE, TRUE_FALSE = (kind_named(name) for name in ("single", "multiple", "true_false"))


def test_read_ignores_what_is_unknown_and_what_is_twice() -> None:
    asked = choices("multiple", "ab", "c")
    data = QueryDict("q=u-b&q=u-b&q=u-z&q=&q=%3Cscript%3E&other=u-a")
    assert MULTIPLE.read(asked, "q", data) == {"chosen": ["u-b"]}


def test_read_keeps_the_order_of_the_question_not_of_the_form() -> None:
    asked = choices("multiple", "ab", "c")
    assert MULTIPLE.read(asked, "q", QueryDict("q=u-c&q=u-a")) == {"chosen": ["u-a", "u-c"]}


@pytest.mark.parametrize("data", ["", "q=", "q=u-z", "other=u-a"])
def test_read_of_nothing_known_is_no_answer(data: str) -> None:
    asked = choices("single", "a", "b")
    answer = SINGLE.read(asked, "q", QueryDict(data))
    assert answer == {}
    assert SINGLE.problem(asked, answer)
    assert SINGLE.grade(asked, answer) == 0


def test_read_takes_a_plain_mapping_too() -> None:
    asked = choices("single", "a", "b")
    assert SINGLE.read(asked, "q", {"q": "u-a"}) == {"chosen": ["u-a"]}
    assert SINGLE.read(asked, "q", {"q": ["u-a"]}) == {"chosen": ["u-a"]}


@pytest.mark.parametrize(
    ("chosen", "grade"), [(["u-a"], 1), (["u-b"], 0), ([], 0), (["u-a", "u-b"], 0)]
)
def test_grade_of_a_single_choice_is_all_or_nothing(chosen: list[str], grade: float) -> None:
    asked = choices("single", "a", "bc")
    assert SINGLE.grade(asked, {"chosen": chosen}) == grade


@pytest.mark.parametrize(
    ("chosen", "grade"),
    [("ab", 1), ("a", 0.5), ("abc", 0.5), ("ac", 0), ("c", 0), ("abcd", 0), ("", 0)],
)
def test_grade_of_several_choices_takes_wrong_ones_off(chosen: str, grade: float) -> None:
    asked = choices("multiple", "ab", "cd")
    assert MULTIPLE.grade(asked, {"chosen": [f"u-{one}" for one in chosen]}) == grade


@given(correct=st.integers(1, 6), wrong=st.integers(0, 6), data=st.data())
def test_grade_of_several_choices_stays_between_nothing_and_all(
    correct: int, wrong: int, data: st.DataObject
) -> None:
    letters = "abcdefghijkl"
    right, others = letters[:correct], letters[correct : correct + wrong]
    asked = choices("multiple", right, others)
    chosen = data.draw(st.sets(st.sampled_from(right + others)))
    grade = MULTIPLE.grade(asked, {"chosen": [f"u-{one}" for one in chosen]})
    assert 0 <= grade <= 1
    assert (grade == 1) == (chosen == set(right))


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_right_answer_gets_everything(kind: str) -> None:
    asked = choices(kind, "a" if kind == "single" else "ab", "cd")
    behaviour = kind_named(kind)
    assert behaviour.grade(asked, behaviour.right_answer(asked)) == 1
    assert behaviour.problem(asked, behaviour.right_answer(asked)) == ""


@pytest.mark.parametrize("answer", [True, False])
def test_true_false_has_two_choices_in_one_order_and_one_right(answer: bool) -> None:
    asked = body("true_false", answer=answer, feedback={"true": "oui", "false": "non"})
    assert [one["html"] for one in asked["choices"]] == ["<b>Vrai</b>", "<b>Faux</b>"]
    assert [one["correct"] for one in asked["choices"]] == [answer, not answer]
    for seed in ("1", "2", "3", "4"):
        rows = TRUE_FALSE.rows(asked, "q", {}, seed=seed, is_graded=False)
        assert [row.value for row in rows] == ["u-true", "u-false"]


def test_true_false_needs_no_feedback() -> None:
    asked = body("true_false", answer=True)
    assert [one["feedback"] for one in asked["choices"]] == ["", ""]


def test_rows_before_submission_say_nothing_of_what_is_right() -> None:
    asked = choices("multiple", "ab", "cd")
    rows = MULTIPLE.rows(asked, "q", {"chosen": ["u-a"]}, seed="s", is_graded=False)
    assert {row.is_right for row in rows} == {None}
    assert {str(row.feedback) for row in rows} == {""}
    assert {str(row.expected) for row in rows} == {""}
    assert {row.uuid for row in rows if row.is_chosen} == {"u-a"}


def test_rows_after_submission_say_what_was_right_and_why() -> None:
    asked = choices("multiple", "ab", "cd")
    rows = {
        row.uuid: row
        for row in MULTIPLE.rows(asked, "q", {"chosen": ["u-a"]}, seed="s", is_graded=True)
    }
    assert {uuid for uuid, row in rows.items() if row.is_right} == {"u-a", "u-b"}
    assert rows["u-c"].feedback == "<b>dit c</b>"


def test_words_of_an_answer_are_those_of_its_choices() -> None:
    asked = choices("multiple", "ab", "cd")
    html = {choice["uuid"]: choice["html"] for choice in asked["choices"]}
    assert MULTIPLE.words(asked, {"chosen": ["u-c", "u-a"]}) == [html["u-a"], html["u-c"]]
    assert MULTIPLE.words(asked, {}) == []


def test_rows_come_in_the_same_order_for_the_same_seed_and_in_several_for_several() -> None:
    asked = choices("multiple", "ab", "cdef")

    def order(seed: str, *, is_graded: bool = False) -> tuple[str, ...]:
        rows = MULTIPLE.rows(asked, "q", {}, seed=seed, is_graded=is_graded)
        return tuple(row.uuid for row in rows)

    assert order("x") == order("x") == order("x", is_graded=True)
    assert len({order(str(seed)) for seed in range(20)}) > 10
    assert all(sorted(order(str(seed))) == sorted(order("x")) for seed in range(20))


def test_body_refuses_two_choices_with_one_identifier() -> None:
    with pytest.raises(WrittenProblem, match="même identifiant"):
        choices("multiple", "aa", "b")


@pytest.mark.parametrize("correct", ["", "ab"])
def test_body_of_a_single_choice_wants_one_right_answer(correct: str) -> None:
    with pytest.raises(WrittenProblem, match="exactement une bonne réponse"):
        choices("single", correct, "cd")


def test_body_of_several_choices_wants_a_right_answer() -> None:
    with pytest.raises(WrittenProblem, match="au moins une bonne réponse"):
        choices("multiple", "", "cd")
