"""What a passage or a question may cite."""

import pytest

from courses.catalogue.models import Course
from courses.knowledge.citing import CitationProblem, all_citable, cited, text_of
from courses.knowledge.models import Decision, Reference, Statement


def test_all_citable_holds_every_statement_reference_and_decision(small: Course) -> None:
    found = all_citable()
    assert isinstance(found["A902"], Statement)
    assert isinstance(found["B901"], Reference)
    assert isinstance(found["C901"], Decision)
    assert len(found) == sum(model.objects.count() for model in (Statement, Reference, Decision))


def test_cited_keeps_the_order_of_the_codes(small: Course) -> None:
    assert [one.code for one in cited(["C901", "A902", "B901"], all_citable())] == [
        "C901",
        "A902",
        "B901",
    ]


def test_cited_refuses_a_code_that_names_nothing(small: Course) -> None:
    with pytest.raises(CitationProblem, match="'A999'"):
        cited(["A902", "A999"], all_citable())


def test_text_of_is_what_each_kind_says(small: Course) -> None:
    found = all_citable()
    assert text_of(found["A902"]) == "Un fait daté."
    assert text_of(found["B901"]) == "Autre chose."
    assert text_of(found["C901"]) == "Nous avons choisi."
