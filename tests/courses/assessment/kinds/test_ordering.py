"""Items and their places."""

from itertools import permutations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.kinds import WrittenProblem, kind_named
from tests.courses.assessment.questions import body, ordering

ORDERING = kind_named("ordering")


@pytest.mark.parametrize("place", ["0", "4", "-1", "1.0", "un", "²", "٣", "", " 1", "9" * 5000])
def test_read_ignores_what_is_no_place(place: str) -> None:
    assert ORDERING.read(ordering(3), "q", {"q-u-i0": place}) == {}


def test_read_keeps_places_and_the_first_of_several_values() -> None:
    data = QueryDict("q-u-i0=3&q-u-i1=1&q-u-i1=2&q-u-i9=2")
    assert ORDERING.read(ordering(3), "q", data) == {"places": {"u-i0": 3, "u-i1": 1}}


def test_problem_until_each_item_has_a_place_of_its_own() -> None:
    asked = ordering(2)
    missing = ORDERING.problem(asked, {"places": {"u-i0": 1}})
    same = ORDERING.problem(asked, {"places": {"u-i0": 1, "u-i1": 1}})
    assert ORDERING.problem(asked, {}) == missing != same
    assert missing
    assert same
    assert not ORDERING.problem(asked, {"places": {"u-i0": 2, "u-i1": 1}})


def test_grade_of_every_permutation_is_the_part_in_its_place() -> None:
    asked = ordering(4)
    for order in permutations(range(1, 5)):
        places = {f"u-i{at}": place for at, place in enumerate(order)}
        right = sum(place == at + 1 for at, place in enumerate(order))
        assert ORDERING.grade(asked, {"places": places}) == right / 4


@given(count=st.integers(2, 8), data=st.data())
def test_grade_stays_between_nothing_and_all(count: int, data: st.DataObject) -> None:
    asked = ordering(count)
    keys = [item["uuid"] for item in asked["items"]]
    places = data.draw(st.dictionaries(st.sampled_from(keys), st.integers(1, count)))
    grade = ORDERING.grade(asked, {"places": places})
    assert 0 <= grade <= 1
    assert (grade == 1) == (places == ORDERING.right_answer(asked)["places"])


def test_rows_are_mixed_but_the_same_for_the_same_seed() -> None:
    asked = ordering(5)

    def order(seed: str) -> tuple[str, ...]:
        rows = ORDERING.rows(asked, "q", {}, seed=seed, is_graded=False)
        return tuple(row.uuid for row in rows)

    assert order("s") == order("s")
    assert len({order(str(seed)) for seed in range(20)}) > 10


def test_rows_before_submission_say_nothing_of_what_is_right() -> None:
    rows = ORDERING.rows(ordering(3), "q", {"places": {"u-i0": 1}}, seed="s", is_graded=False)
    assert {(row.is_right, str(row.feedback), str(row.expected)) for row in rows} == {
        (None, "", "")
    }
    assert sorted(row.value for row in rows) == ["", "", "1"]


def test_rows_after_submission_say_the_right_place() -> None:
    answer = {"places": {"u-i0": 1, "u-i1": 3, "u-i2": 2}}
    rows = {
        row.uuid: row for row in ORDERING.rows(ordering(3), "q", answer, seed="s", is_graded=True)
    }
    assert {uuid for uuid, row in rows.items() if row.is_right} == {"u-i0"}
    assert (rows["u-i1"].given, rows["u-i1"].expected) == ("3e", "2e")
    assert rows["u-i0"].given == "1re"
    assert rows["u-i1"].feedback == "<b>f1</b>"


def test_words_of_an_answer_are_its_items_in_the_order_given() -> None:
    asked = ordering(3)
    html = [item["html"] for item in asked["items"]]
    words = ORDERING.words(asked, {"places": {"u-i0": 2, "u-i2": 1}})
    assert words == [f"1. {html[2]}", f"2. {html[0]}"]


def test_options_are_the_places_from_one() -> None:
    assert [one.value for one in ORDERING.options(ordering(3), seed="s")] == ["1", "2", "3"]


def test_right_answer_gets_everything() -> None:
    asked = ordering(4)
    assert ORDERING.grade(asked, ORDERING.right_answer(asked)) == 1
    assert ORDERING.problem(asked, ORDERING.right_answer(asked)) == ""


def test_body_refuses_two_items_with_one_identifier() -> None:
    with pytest.raises(WrittenProblem, match="deux éléments"):
        body("ordering", items=[{"id": "a", "text": "x"}, {"id": "a", "text": "y"}])
