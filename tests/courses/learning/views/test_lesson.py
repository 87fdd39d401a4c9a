"""The page of a lesson, and the small facts that it sends."""

from datetime import timedelta
from typing import Any

import pytest

from courses.catalogue.models import Course
from courses.catalogue.outline import outline_of
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from courses.learning.journaling import MAX_LENGTH
from courses.learning.models import Completion, JournalEntry, LessonProgress, Position
from courses.learning.progressing import mark_read
from courses.learning.standing import standing_of
from tests.courses.learning.views.test_course import queries
from tests.courses.learning.views.test_forbidden import url
from tests.courses.pages import fragment, full
from tests.courses.small import NOW, Folder
from tests.learners import complete_course, pass_quiz

HTMX = {"HX-Request": "true"}
ONE, THREE = {"lesson": "petite-un"}, {"lesson": "petite-trois"}


@pytest.fixture
def browser(follower: Enrolment, alice: Any, signed_in: Any) -> Any:
    return signed_in(alice)


def test_lesson_page_shows_the_lesson_its_passages_and_its_neighbours(browser: Any) -> None:
    page = full(browser.get(url("lesson", **ONE)))
    assert page.words("h1") == "Leçon un"
    assert "«&#8239;Un fait daté.&#8239;»" in page.html
    assert page.all("a", rel="prev", href=url("lesson", lesson="petite-zero"))
    assert page.all("a", rel="next", href=url("lesson", lesson="petite-deux"))
    assert page.all("a", **{"aria-current": "page"}, href=url("lesson", **ONE))


def test_every_shipped_lesson_is_a_right_page(course: Course, alice: Any, signed_in: Any) -> None:
    enrol(course, by=alice, now=NOW)
    browser = signed_in(alice)
    for place in outline_of(course.current).lessons:
        page = full(browser.get(url("lesson", course.slug, place.slug)))
        assert page.all("article")


def test_lesson_page_remembers_where_one_is(browser: Any) -> None:
    browser.get(url("lesson", **THREE))
    browser.get(url("lesson", **ONE))
    assert Position.objects.get().lesson.slug == "petite-un"


def test_lesson_page_offers_to_resume_at_the_last_heading(browser: Any) -> None:
    browser.get(url("lesson", **ONE))
    assert browser.post(url("position", **ONE), {"anchor": "c-milieu"}).status_code == 204
    page = full(browser.get(url("lesson", **ONE)))
    assert page.all("a", href="#c-milieu")
    assert full(browser.get(url("lesson", **THREE))).all("a", href="#c-milieu") == []


@pytest.mark.parametrize("anchor", ["<script>", "a b", "x" * 121, "é", "\x00"])
def test_keep_position_ignores_what_is_no_anchor(browser: Any, anchor: str) -> None:
    assert browser.post(url("position", **ONE), {"anchor": anchor}).status_code == 204
    assert not Position.objects.exists()


def test_lesson_page_costs_at_most_eight_queries(browser: Any) -> None:
    assert queries(browser, url("lesson", **ONE)) <= 8


def test_read_keeps_the_fact_and_comes_back_to_the_end(browser: Any) -> None:
    response = browser.post(url("read", **THREE))
    assert response["Location"] == f"{url('lesson', **THREE)}#fin"
    assert LessonProgress.objects.get().lesson.slug == "petite-trois"
    assert browser.post(url("read", **THREE)).status_code == 302
    assert LessonProgress.objects.count() == 1


def test_read_by_htmx_answers_with_the_end_alone(browser: Any) -> None:
    page = fragment(browser.post(url("read", **ONE), headers=HTMX))
    assert page.all("section", id="fin")
    assert page.all("form", action=url("start", **ONE))


def test_read_the_last_lesson_leads_to_one_s_path(browser: Any, follower: Enrolment) -> None:
    complete_course_but_last(follower)
    assert browser.post(url("read", **THREE))["Location"] == "/mon-parcours/"
    assert Completion.objects.exists()


def test_read_the_last_lesson_by_htmx_says_so(browser: Any, follower: Enrolment) -> None:
    complete_course_but_last(follower)
    page = fragment(browser.post(url("read", **THREE), headers=HTMX))
    assert page.all("a", href="/mon-parcours/")


def complete_course_but_last(follower: Enrolment) -> None:
    for place in standing_of(follower).required[:-1]:
        mark_read(follower, place, now=NOW)
        pass_quiz(follower, place, now=NOW)


def test_read_costs_at_most_nine_queries(browser: Any, django_assert_max_num_queries: Any) -> None:
    browser.get(url("lesson", **THREE))
    with django_assert_max_num_queries(9):
        browser.post(url("read", **THREE))


def test_journal_keeps_the_note_and_shows_it_again(browser: Any) -> None:
    response = browser.post(url("journal", **ONE), {"text": "Ma <note>\n\nà moi"})
    assert response["Location"] == f"{url('lesson', **ONE)}#carnet"
    assert JournalEntry.objects.get().text == "Ma <note>\n\nà moi"
    page = full(browser.get(url("lesson", **ONE)))
    assert "Ma &lt;note&gt;\n\nà moi</textarea>" in page.html


def test_journal_emptied_is_gone(browser: Any) -> None:
    browser.post(url("journal", **ONE), {"text": "Ma note"})
    browser.post(url("journal", **ONE), {"text": "  "})
    assert not JournalEntry.objects.exists()


def test_journal_by_htmx_says_when_it_was_saved(browser: Any) -> None:
    response = browser.post(url("journal", **ONE), {"text": "Ma note"}, headers=HTMX)
    fragment(response)
    assert JournalEntry.objects.get().text == "Ma note"


def test_journal_too_long_keeps_what_was_typed(browser: Any) -> None:
    browser.post(url("journal", **ONE), {"text": "Avant"})
    typed = "début " + "x" * MAX_LENGTH
    page = full(browser.post(url("journal", **ONE), {"text": typed}), 422)
    assert f"{typed}</textarea>" in page.html
    assert page.all("p", **{"class": "field__error"})
    assert JournalEntry.objects.get().text == "Avant"


def test_journal_takes_as_many_characters_as_it_says_however_lines_end(browser: Any) -> None:
    typed = "é\r\n" * (MAX_LENGTH // 2)
    assert browser.post(url("journal", **ONE), {"text": typed}).status_code == 302
    assert JournalEntry.objects.get().text == typed.replace("\r\n", "\n")


def test_journal_lets_the_browser_cut_nothing(browser: Any) -> None:
    page = full(browser.get(url("lesson", **ONE)))
    assert [one.get("maxlength") for one in page.all("textarea")] == [None]


def test_journal_too_long_by_htmx_says_so(browser: Any) -> None:
    response = browser.post(url("journal", **ONE), {"text": "x" * (MAX_LENGTH + 1)}, headers=HTMX)
    page = fragment(response)
    assert str(MAX_LENGTH) in page.html.replace("\u202f", "").replace("\xa0", "")
    assert not JournalEntry.objects.exists()


def test_journal_of_each_is_private(
    browser: Any, small: Course, omar: Any, adele: Any, signed_in: Any
) -> None:
    browser.post(url("journal", **ONE), {"text": "Secret d'Alice"})
    enrol(small, by=omar, now=NOW)
    for person in (omar, adele):
        assert "Secret d" not in full(signed_in(person).get(url("lesson", **ONE))).html


def test_a_lesson_added_since_says_so(browser: Any, folder: Folder) -> None:
    folder.write(
        "modules/petit-second/neuve.md", "---\nid: neuve\ntitle: Neuve\nminutes: 5\n---\nx\n"
    )
    folder.edit("modules/petit-second/module.yaml", "[petite-trois]", "[petite-trois, neuve]")
    folder.load(NOW + timedelta(days=1))
    assert full(browser.get(url("lesson", lesson="neuve"))).all("span", **{"class": "badge"})
    assert full(browser.get(url("lesson", **THREE))).all("span", **{"class": "badge"}) == []


def test_the_end_of_a_lesson_offers_one_thing_at_each_moment(
    browser: Any, follower: Enrolment
) -> None:
    def offered() -> list[str | None]:
        page = full(browser.get(url("lesson", **ONE)))
        return [one.get("action") for one in page.all("form")] + [
            one.get("href") for one in page.all("a", **{"class": "button button--next"})
        ]

    assert url("read", **ONE) in offered()
    browser.post(url("read", **ONE))
    assert url("start", **ONE) in offered()
    place = outline_of(follower.course.current).lessons[1]
    pass_quiz(follower, place, now=NOW)
    assert url("lesson", lesson="petite-deux") in offered()
    complete_course(follower, now=NOW)
    assert "/mon-parcours/" in offered()
