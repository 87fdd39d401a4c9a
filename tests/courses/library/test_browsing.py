"""The page where one looks for something."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.library.models import SearchDocument
from courses.library.searching import PAGE

pytestmark = pytest.mark.usefixtures("course")


def _page(client: Client, **asked: str) -> str:
    answer = client.get(reverse("courses:library:browse"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everything_is_there_without_a_question(client: Client) -> None:
    text = _page(client)
    assert text.count('class="result"') == PAGE
    assert "Page suivante" in text
    assert "Page 2 sur" in _page(client, page="2")


def test_words_found_are_marked_and_typed_words_kept(client: Client) -> None:
    text = _page(client, q="co-construire")
    assert "<mark>co-construction</mark>" in text
    assert 'value="co-construire"' in text


def test_a_kind_keeps_the_words_and_the_filters(client: Client) -> None:
    text = _page(client, q="alliance", axe="evaluate", type="finding")
    assert 'href="?q=alliance&amp;axe=evaluate"' in text
    assert 'name="type" value="finding"' in text
    assert ">Axe&#8239;: évaluer<" in text


def test_nothing_found_says_what_to_do(client: Client) -> None:
    text = _page(client, q="zzz", statut="model")
    assert "Rien ne répond à" in text
    assert "Tout voir" in text


def test_an_unknown_filter_is_said_beside_its_field(client: Client) -> None:
    text = _page(client, axe="ailleurs")
    assert 'aria-invalid="true"' in text
    assert "field__error" in text


@pytest.mark.parametrize("page", ["0", "x", "9999", "-1"])
def test_a_page_that_does_not_exist_is_the_nearest(client: Client, page: str) -> None:
    assert 'class="result"' in _page(client, page=page)


def test_what_is_typed_is_escaped(client: Client) -> None:
    assert "<script>x" not in _page(client, q="<script>x")


def test_queries_do_not_grow_with_what_is_found(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        _page(client, q="R17")
    with django_assert_num_queries(5):
        _page(client, q="alliance")
    assert SearchDocument.objects.count() > PAGE
