"""What counts in a quotation, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.knowledge.quoting import normalise, quoted_lines, sha256

WORDS = st.lists(
    st.text(alphabet="aéÉ'’.,:%0-9çœ", min_size=1, max_size=8).filter(lambda word: word != "-"),
    min_size=1,
    max_size=8,
)


def test_normalise_removes_stars_dashes_and_runs_of_space() -> None:
    assert normalise(["  - **Un**   *mot*", "\tet  un\u00a0autre "]) == "Un mot et un autre"


def test_normalise_keeps_accents_apostrophes_capitals_and_misprints() -> None:
    kept = "L'Ecosystème N’a PAS d'accent :  10^{ème}"
    assert normalise([kept]) == "L'Ecosystème N’a PAS d'accent : 10^{ème}"


def test_normalise_keeps_a_dash_that_is_no_list() -> None:
    assert normalise(["94300 - Vincennes", "porte-à-porte"]) == "94300 - Vincennes porte-à-porte"


@given(words=WORDS, gaps=st.lists(st.sampled_from([" ", "  ", "\t", " * "]), min_size=8))
def test_normalise_says_the_same_whatever_the_white_space(
    words: list[str], gaps: list[str]
) -> None:
    spread = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert normalise([spread]) == normalise([" ".join(words)])


@given(words=WORDS, at=st.integers(min_value=0), other=st.sampled_from("bÀz!"))
def test_normalise_tells_one_changed_character(words: list[str], at: int, other: str) -> None:
    text = normalise([" ".join(words)])
    place = at % len(text)
    changed = text[:place] + other + text[place + 1 :]
    assert normalise([changed]) != text


@pytest.mark.parametrize(("first", "last"), [(0, 1), (-1, 1), (2, 1), (1, 4), (4, 4)])
def test_quoted_lines_outside_the_source_are_empty(first: int, last: int) -> None:
    assert quoted_lines("un\ndeux\ntrois", first, last) == ""


def test_quoted_lines_counts_from_one_and_includes_the_last() -> None:
    assert quoted_lines("un\ndeux\ntrois", 2, 3) == "deux trois"


def test_sha256_is_the_same_for_text_and_its_bytes() -> None:
    assert sha256("é") == sha256("é".encode())
    assert sha256("é") != sha256("e")
