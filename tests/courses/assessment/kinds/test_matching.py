"""Each item and its counterpart."""

from itertools import permutations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.kinds import WrittenProblem, kind_named
from tests.courses.assessment.questions import body, matching

MATCHING = kind_named("matching")


def test_read_ignores_unknown_counterparts_and_unknown_items() -> None:
    asked = matching(2, distractors=1)
    data = QueryDict("q-u-p0=u-p1/right&q-u-p1=u-z&q-u-p9=u-p0/right&q-u-p0=u-p0/right")
    assert MATCHING.read(asked, "q", data) == {"pairs": {"u-p0": "u-p1/right"}}


def test_read_accepts_a_distractor() -> None:
    asked = matching(2, distractors=1)
    data = QueryDict("q-u-p0=u-d0/distractor")
    assert MATCHING.read(asked, "q", data) == {"pairs": {"u-p0": "u-d0/distractor"}}


def test_read_of_an_item_itself_is_no_answer() -> None:
    assert MATCHING.read(matching(2), "q", QueryDict("q-u-p0=u-p0&q-u-p1=")) == {}


def test_problem_until_every_item_has_its_counterpart() -> None:
    asked = matching(2)
    assert MATCHING.problem(asked, {})
    assert MATCHING.problem(asked, {"pairs": {"u-p0": "u-p0/right"}})
    assert not MATCHING.problem(asked, {"pairs": {"u-p0": "u-p0/right", "u-p1": "u-p0/right"}})


def test_grade_of_every_permutation_is_the_part_of_good_pairs() -> None:
    asked = matching(4)
    grades = set()
    for order in permutations(range(4)):
        pairs = {f"u-p{at}": f"u-p{other}/right" for at, other in enumerate(order)}
        right = sum(at == other for at, other in enumerate(order))
        grades.add(MATCHING.grade(asked, {"pairs": pairs}))
        assert MATCHING.grade(asked, {"pairs": pairs}) == right / 4
    assert grades == {0, 0.25, 0.5, 1}


@given(count=st.integers(2, 6), distractors=st.integers(0, 3), data=st.data())
def test_grade_stays_between_nothing_and_all(
    count: int, distractors: int, data: st.DataObject
) -> None:
    asked = matching(count, distractors)
    options = [one.value for one in MATCHING.options(asked, seed="")]
    keys = [pair["uuid"] for pair in asked["pairs"]]
    pairs = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(options)))
    grade = MATCHING.grade(asked, {"pairs": pairs})
    assert 0 <= grade <= 1
    assert (grade == 1) == (pairs == MATCHING.right_answer(asked)["pairs"])


def test_options_say_nothing_of_the_item_they_go_with() -> None:
    asked = matching(4, distractors=1)
    options = MATCHING.options(asked, seed="s")
    items = {row.uuid for row in MATCHING.rows(asked, "q", {}, seed="s", is_graded=False)}
    assert not items & {option.value for option in options}
    assert len(options) == 5
    assert (
        len({tuple(one.value for one in MATCHING.options(asked, seed=str(at))) for at in range(20)})
        > 10
    )
    assert MATCHING.options(asked, seed="s") == options


def test_rows_before_submission_say_nothing_of_what_is_right() -> None:
    asked = matching(3)
    rows = MATCHING.rows(asked, "q", {"pairs": {"u-p0": "u-p0/right"}}, seed="s", is_graded=False)
    assert {(row.is_right, str(row.feedback), str(row.expected)) for row in rows} == {
        (None, "", "")
    }
    assert [row.value for row in rows] == ["u-p0/right", "", ""]


def test_rows_after_submission_say_what_was_right() -> None:
    asked = matching(2)
    rows = MATCHING.rows(asked, "q", {"pairs": {"u-p0": "u-p0/right"}}, seed="s", is_graded=True)
    assert [row.is_right for row in rows] == [True, False]
    assert [str(row.given) for row in rows] == ["<b>droite 0</b>", ""]
    assert rows[1].expected == "<b>droite 1</b>"
    assert rows[1].feedback == "<b>f1</b>"


def test_words_of_an_answer_name_a_lure_too() -> None:
    asked = matching(2, distractors=1)
    lure = asked["distractors"][0]
    words = MATCHING.words(asked, {"pairs": {"u-p1": lure["option"]}})
    assert words == [f"{asked['pairs'][1]['html']} → {lure['option_html']}"]


def test_right_answer_gets_everything() -> None:
    asked = matching(3, distractors=2)
    assert MATCHING.grade(asked, MATCHING.right_answer(asked)) == 1
    assert MATCHING.problem(asked, MATCHING.right_answer(asked)) == ""


def _pair(key: str, right: str) -> dict[str, str]:
    return {"id": key, "left": key, "right": right}


def test_body_refuses_two_pairs_with_one_identifier() -> None:
    with pytest.raises(WrittenProblem, match="deux paires"):
        body("matching", pairs=[_pair("a", "x"), _pair("a", "y")])


def test_body_refuses_two_distractors_with_one_identifier() -> None:
    twice = [{"id": "d", "text": "z"}, {"id": "d", "text": "t"}]
    with pytest.raises(WrittenProblem, match="deux leurres"):
        body("matching", pairs=[_pair("a", "x"), _pair("b", "y")], distractors=twice)


def test_body_refuses_counterparts_that_nobody_can_tell_apart() -> None:
    with pytest.raises(WrittenProblem, match="même texte"):
        body("matching", pairs=[_pair("a", "x"), _pair("b", "x")])
    with pytest.raises(WrittenProblem, match="même texte"):
        body(
            "matching",
            pairs=[_pair("a", "x"), _pair("b", "y")],
            distractors=[{"id": "d", "text": "y"}],
        )


def test_body_lets_a_pair_and_a_distractor_share_an_identifier() -> None:
    asked = body(
        "matching",
        pairs=[_pair("a", "x"), _pair("b", "y")],
        distractors=[{"id": "a", "text": "z"}],
    )
    assert len({option.value for option in MATCHING.options(asked, seed="")}) == 3
