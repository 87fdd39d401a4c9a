"""Codes inside a text become links, and nothing else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.catalogue.models import Course
from courses.library.mentions import known_codes, linked


@pytest.fixture
def known(small: Course) -> frozenset[str]:
    return known_codes("A902 B901 C901 R901 A999 S05 B9 XB901 B9011")


def test_known_codes_are_those_that_exist(known: frozenset[str]) -> None:
    assert known == {"A902", "B901", "C901", "R901"}


def test_linked_escapes_and_links(known: frozenset[str]) -> None:
    assert linked("<b>B901</b> et B999", known) == (
        '&lt;b&gt;<a href="/references/B901/">B901</a>&lt;/b&gt; et B999'
    )


@pytest.mark.parametrize("text", ["XB901", "B9011", "b901", "B901é"])
def test_a_code_is_a_whole_word(known: frozenset[str], text: str) -> None:
    assert linked(text, known) == text


def test_known_codes_costs_one_query_for_each_letter(small: Course) -> None:
    with CaptureQueriesContext(connection) as captured:
        known_codes("A902 A903", "B901 B902 C901")
    assert len(captured) == 3
    with CaptureQueriesContext(connection) as captured:
        assert known_codes("rien") == frozenset()
    assert len(captured) == 0
