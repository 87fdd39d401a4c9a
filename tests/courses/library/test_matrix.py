"""The prisms crossed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import Course
from courses.library.forms import values_by_prism
from courses.library.indexing import UNSPECIFIED
from courses.library.matrix import COUNTED, LEVELS, Matrix, cross, picture_of
from courses.library.models import SearchDocument
from courses.library.searching import Search

pytestmark = pytest.mark.usefixtures("course")
PAIRS = [("domains", "actors"), ("actors", "territories"), ("territories", "domains")]


def crossed(rows: str, columns: str, **only: str) -> Matrix:
    return cross(rows, columns, values=values_by_prism(), only=only)


def test_a_finding_stands_where_its_values_say() -> None:
    matrix = crossed("actors", "domains")
    assert matrix.cells["organisations", UNSPECIFIED].counts["finding"] == 6
    assert matrix.cells[UNSPECIFIED, "emploi"].counts["finding"] == 1
    assert matrix.cells["citoyens", "securite"].total == 0


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_everything_counted_stands_somewhere(rows: str, columns: str) -> None:
    matrix = crossed(rows, columns)
    for kind in COUNTED:
        documents = SearchDocument.objects.filter(kind=kind).count()
        assert sum(cell.counts[kind] for cell in matrix.cells.values()) >= documents


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_each_number_is_that_of_the_list_it_leads_to(rows: str, columns: str) -> None:
    for cell in crossed(rows, columns).cells.values():
        counts = Search("", "", {rows: cell.row, columns: cell.column}).counts()
        for kind in COUNTED:
            assert counts.get(kind, 0) == cell.counts[kind]


def test_the_third_prism_narrows_the_two_others() -> None:
    matrix = crossed("actors", "territories", domains="emploi")
    assert sum(cell.counts["finding"] for cell in matrix.cells.values()) == 1


def test_the_picture_has_a_tile_for_each_cell_and_the_darkest_for_the_most() -> None:
    matrix = crossed("actors", "territories")
    picture = picture_of(matrix)
    assert len(picture.tiles) == len(matrix.rows) * len(matrix.columns)
    darkest = max(picture.tiles, key=lambda tile: tile.cell.total)
    assert (darkest.cell.total, darkest.level) == (matrix.most, LEVELS)
    assert all((tile.level > 0) == (tile.cell.total > 0) for tile in picture.tiles)
    assert all(tile.x + picture.tile_width <= picture.width for tile in picture.tiles)


def test_nothing_loaded_draws_an_empty_picture(db: None) -> None:
    SearchDocument.objects.all().delete()
    assert picture_of(crossed("actors", "domains")).tiles[0].level == 0


def _page(client: Client, **asked: str) -> Any:
    return client.get(reverse("courses:library:matrix"), asked)


def test_the_page_crosses_any_two(client: Client) -> None:
    for rows, columns in PAIRS:
        text = _page(client, lignes=rows, colonnes=columns).content.decode()
        assert "<svg" in text
        assert 'scope="row"' in text
        assert "rien encore" in text


def test_the_page_refuses_the_same_prism_twice(client: Client) -> None:
    answer = _page(client, lignes="actors", colonnes="actors")
    assert answer.status_code == 422
    assert "Choisissez deux prismes différents." in answer.content.decode()


def test_the_page_refuses_a_value_of_a_prism_already_crossed(client: Client) -> None:
    answer = _page(client, lignes="actors", colonnes="domains", seulement="actors.citoyens")
    assert answer.status_code == 422
    assert "Choisissez une valeur du troisième prisme." in answer.content.decode()


def test_a_cell_leads_to_its_list(client: Client, course: Course) -> None:
    text = _page(client, lignes="actors", colonnes="domains").content.decode()
    href = "?type=finding&amp;acteur=organisations&amp;domaine=unspecified"
    assert href in text
    answer = client.get(reverse("courses:library:browse") + href.replace("&amp;", "&"))
    assert "R21" in answer.content.decode()


def test_the_page_asks_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        _page(client)
