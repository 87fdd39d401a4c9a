"""The catalogue."""

from typing import Any

from django.test import Client

from courses.catalogue.models import Course
from tests.courses.learning.views.test_course import more_courses, queries
from tests.courses.pages import full
from tests.courses.small import Folder

LIST = "/formations/"


def test_course_list_shows_every_open_course(
    course: Course, small: Course, client: Client, omar: Any, signed_in: Any
) -> None:
    for browser in (client, signed_in(omar)):
        page = full(browser.get(LIST))
        assert page.all("a", href=f"/formations/{course.slug}/")
        assert page.all("a", href="/formations/petite/")


def test_course_list_shows_no_withdrawn_course_and_no_draft(
    small: Course, client: Client, folder: Folder
) -> None:
    small.withdrawn_at = "2026-03-03T00:00:00Z"
    small.save()
    folder.write(
        "courses/brouillon.yaml",
        "id: brouillon\ntitle: Brouillon\nsummary: x\nformat: mooc\naims: [x]\nquiz_percent: 50\n"
        "modules: [{id: petit-second}]\n",
    )
    folder.load(publish=False)
    html = full(client.get(LIST)).html
    assert "/formations/petite/" not in html
    assert "/formations/brouillon/" not in html


def test_course_list_without_any_course_says_so(db: None, client: Client) -> None:
    Course.objects.update(withdrawn_at="2026-03-03T00:00:00Z")
    assert full(client.get(LIST)).all("div", **{"class": "empty"})


def test_course_list_costs_the_same_for_one_course_and_for_three(
    db: None, client: Client, folder: Folder
) -> None:
    more_courses(folder, 1)
    before = queries(client, LIST)
    more_courses(folder, 3)
    assert queries(client, LIST) == before == 1
