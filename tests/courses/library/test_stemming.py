"""French words: accents, plurals, conjugated verbs, compounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.library.stemming import asked_stems, stems, stems_of


@pytest.mark.parametrize(
    "words",
    [
        "alliance alliances Alliances ALLIANCE l'alliance d’alliances",
        "co-construire co-construction coconstruire coconstruction Co-construit co-construisent",
        "construire construction construisent construit",
        "réduire reduire réduction réductions réduisent",
        "évaluer évaluation evaluations évaluent évalué",
        "territorial territoriale territoriaux territoriales",
        "emploi emplois",
        "cœur coeur cœurs",
        "engager engagement engagements l'engagement",
        "form'action formaction form’actions",
        "écosystème ecosysteme écosystèmes",
        "citoyen citoyenne citoyens citoyennes",
    ],
)
def test_forms_of_a_word_are_found_by_each_other(words: str) -> None:
    forms = words.split()
    assert len({stems_of(form)[0] for form in forms}) == 1


@pytest.mark.parametrize(
    "words", ["confiance confidence", "acteur action", "impact impasse", "fragilité fraction"]
)
def test_other_words_stay_apart(words: str) -> None:
    one, other = words.split()
    assert stems_of(one)[0] != stems_of(other)[0]


def test_a_compound_is_indexed_whole_and_by_its_parts() -> None:
    assert stems("co-construction") == ["coconstruct", "co", "construct"]
    assert asked_stems("co-construction") == ["coconstruct"]


def test_small_words_are_not_asked_for() -> None:
    assert asked_stems("la confiance et les territoires de la confiance") == [
        "confianc",
        "territoir",
    ]
    assert asked_stems("de la et l' , ; ! -") == []


def test_codes_and_years_are_words() -> None:
    assert asked_stems("R17 a55 2017") == ["r17", "a55", "2017"]


@given(st.text(max_size=60))
def test_stems_hold_nothing_that_a_query_would_read(text: str) -> None:
    """Neither quotes nor operators: they are put as they are in the query of an engine."""
    for stem in stems(text):
        assert stem
        assert not set(stem) & set(" '\"&|!():*-\\")
