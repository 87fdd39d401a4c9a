"""The page of a course, enrolling, and « Mon parcours »."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol, leave
from courses.enrolment.models import Enrolment
from courses.learning.models import Completion
from tests.courses.learning.views.test_forbidden import url
from tests.courses.pages import full
from tests.courses.small import FILES, NOW, Folder
from tests.learners import complete_course

HOME = "/mon-parcours/"


def queries(browser: Client, address: str) -> int:
    """How many queries a page takes, asked a second time."""
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def more_courses(folder: Folder, count: int) -> list[Course]:
    """The small course, and others with the same modules."""
    for number in range(1, count):
        text = FILES["courses/petite.yaml"].replace("id: petite\n", f"id: petite-{number}\n")
        folder.write(f"courses/petite-{number}.yaml", text)
    folder.load()
    return list(Course.objects.filter(slug__startswith="petite").order_by("slug"))


def test_course_page_shows_a_stranger_what_it_is(small: Course, client: Client) -> None:
    page = full(client.get(url("course")))
    assert page.words("h1") == "Petite formation"
    assert page.all("form", action=url("enrol"))
    assert url("lesson", lesson="petite-un") not in page.html
    assert "/resultats/R901/" in page.html


def test_course_page_offers_a_trainer_to_read(course: Course, tarik: Any, signed_in: Any) -> None:
    page = full(signed_in(tarik).get(url("course", course.slug)))
    assert url("lesson", course.slug, "qui-est-le-rameau") in page.html


def test_course_page_tells_a_learner_where_they_are(
    follower: Enrolment, alice: Any, signed_in: Any
) -> None:
    page = full(signed_in(alice).get(url("course")))
    assert page.all("progress", value="0", max="3")
    assert page.all("a", href=url("lesson", lesson="petite-zero"))
    assert page.all("form", action=url("enrol")) == []
    complete_course(follower, now=NOW)
    page = full(signed_in(alice).get(url("course")))
    assert page.all("progress", value="3", max="3")


def test_course_page_costs_the_same_with_more_lessons(
    follower: Enrolment, alice: Any, signed_in: Any, folder: Folder
) -> None:
    browser = signed_in(alice)
    before = queries(browser, url("course"))
    for number in (1, 2):
        text = FILES["modules/petit-second/petite-trois.md"].replace(
            "petite-trois", f"plus-{number}"
        )
        folder.write(
            f"modules/petit-second/plus-{number}.md",
            text.replace("minutes", "findings: [R901]\nminutes"),
        )
    folder.edit(
        "modules/petit-second/module.yaml", "[petite-trois]", "[petite-trois, plus-1, plus-2]"
    )
    folder.load(NOW + timedelta(days=1))
    Enrolment.objects.update(required_version=Course.objects.get(slug="petite").current_id)
    assert queries(browser, url("course")) == before <= 7


def test_enrol_leads_to_the_first_lesson(small: Course, omar: Any, signed_in: Any) -> None:
    response = signed_in(omar).post(url("enrol"), follow=True)
    assert response.redirect_chain == [(url("lesson", lesson="petite-zero"), 302)]
    assert Enrolment.objects.get(person=omar).required_version == small.current
    assert full(response).all("li", **{"class": "message message--success"})


def test_enrol_twice_goes_on_where_one_was(follower: Enrolment, alice: Any, signed_in: Any) -> None:
    browser = signed_in(alice)
    browser.get(url("lesson", lesson="petite-deux"))
    assert browser.post(url("enrol"))["Location"] == url("lesson", lesson="petite-deux")
    assert Enrolment.objects.count() == 1


def test_enrol_again_after_leaving_starts_afresh(
    follower: Enrolment, small: Course, alice: Any, signed_in: Any
) -> None:
    complete_course(follower, now=NOW)
    leave(follower, now=NOW)
    again = enrol(small, by=alice, now=NOW + timedelta(days=2))
    page = full(signed_in(alice).get(url("course")))
    assert page.all("progress", value="0", max="3")
    signed_in(alice).post(url("read", lesson="petite-trois"))
    assert again.progress.count() == 1


def test_home_without_any_course_leads_to_the_catalogue(
    omar: Any, course: Course, signed_in: Any
) -> None:
    page = full(signed_in(omar).get(HOME))
    assert page.all("a", href=reverse("courses:catalogue:list"), **{"class": "button button--next"})


def test_home_says_what_to_do_and_what_remains(
    follower: Enrolment, alice: Any, signed_in: Any
) -> None:
    page = full(signed_in(alice).get(HOME))
    assert page.all("a", href=url("lesson", lesson="petite-zero"))
    assert len(page.all("ul", **{"class": "missing"})) == 1
    assert page.all("a", href=url("lesson", lesson="petite-trois"))


def test_home_once_all_is_done_asks_nothing_more(
    follower: Enrolment, alice: Any, signed_in: Any
) -> None:
    complete_course(follower, now=NOW)
    assert Completion.objects.exists()
    page = full(signed_in(alice).get(HOME))
    assert page.all("section", **{"class": "todo"}) == []
    assert page.all("ul", **{"class": "missing"}) == []


def test_home_shows_nothing_of_anybody_else(follower: Enrolment, omar: Any, signed_in: Any) -> None:
    assert "Petite formation" not in full(signed_in(omar).get(HOME)).html


def test_home_costs_the_same_for_one_course_and_for_three(
    db: None, folder: Folder, alice: Any, omar: Any, signed_in: Any
) -> None:
    first, *others = more_courses(folder, 3)
    assert len(others) == 2
    enrol(first, by=alice, now=NOW)
    for one in (first, *others):
        enrol(one, by=omar, now=NOW)
    assert queries(signed_in(alice), HOME) == queries(signed_in(omar), HOME) <= 9


def test_home_costs_the_same_for_one_completed_course_and_for_three(
    db: None, folder: Folder, alice: Any, omar: Any, signed_in: Any
) -> None:
    first, *others = more_courses(folder, 3)
    complete_course(enrol(first, by=alice, now=NOW), now=NOW)
    for one in (first, *others):
        complete_course(enrol(one, by=omar, now=NOW), now=NOW)
    assert queries(signed_in(alice), HOME) == queries(signed_in(omar), HOME) <= 9
