"""Home and the pages that the law asks for: for everyone, complete, and honest about gaps."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import Course
from courses.knowledge.models import Statement
from courses.learning.progressing import mark_read, move_to
from courses.learning.standing import standing_of
from tests.learners import fail_quiz

PAGES = ["home", "legal", "privacy", "accessibility", "contact"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_page_is_shown_to_a_stranger(name: str, client: Client) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1>") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_page_refuses_what_would_change_something(name: str, client: Client) -> None:
    answer = client.post(reverse(name))
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert "Rien n'a été modifié" in answer.content.decode().replace("’", "'")


def test_home_quotes_the_five_formats_word_for_word(course: Any, client: Client) -> None:
    text = client.get("/").content.decode()
    quoted = Statement.objects.filter(code__in=["A34", "A35", "A36", "A37", "A38"])
    assert len(quoted) == 5
    words = re.sub(r"</?a[^>]*>", "", text)
    places = [words.index(f"«&#8239;{one.text}&#8239;»".replace("'", "&#x27;")) for one in quoted]
    assert places == sorted(places)


def test_home_leads_to_each_format_that_can_be_seen(course: Any, client: Client) -> None:
    text = client.get("/").content.decode()
    assert f'<a href="/formations/{course.slug}/">Des formations en ligne (Mooc)</a>' in text
    assert '<a href="/rayon-academique/">Des contenus académiques</a>' in text


def test_home_lists_courses_open_to_the_public(course: Any, client: Client) -> None:
    assert course.current.title in client.get("/").content.decode()


def test_home_does_not_list_a_withdrawn_course(course: Any, client: Client) -> None:
    course.withdrawn_at = course.current.published_at
    course.save()
    text = client.get("/").content.decode()
    assert course.current.title not in text
    Course.objects.update(withdrawn_at=course.withdrawn_at)
    assert 'class="empty"' in client.get("/").content.decode()


def test_home_costs_the_same_with_more_courses(
    course: Any, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        client.get("/")


def test_home_leads_back_to_the_lesson(
    enrolment: Any, signed_in: Any, client: Client, django_assert_num_queries: Any
) -> None:
    assert "Commencer la leçon" not in client.get("/").content.decode()
    browser = signed_in(enrolment.person)
    assert "Commencer la leçon" in browser.get("/").content.decode()
    place = standing_of(enrolment).required[0]
    mark_read(enrolment, standing_of(enrolment).outline.lessons[0], now=timezone.now())
    assert "Reprendre la leçon" in browser.get("/").content.decode()
    mark_read(enrolment, place, now=timezone.now())
    move_to(enrolment, place, now=timezone.now())
    fail_quiz(enrolment, place, now=timezone.now())
    text = browser.get("/").content.decode()
    assert "Refaire le questionnaire" in text
    assert text.count("button--next") == 1
    # The session, the user, the formats, the courses, the enrolments, what counts for them.
    with django_assert_num_queries(6):
        browser.get("/")


@pytest.mark.django_db
def test_legal_notice_names_the_operator(client: Client, settings: Any) -> None:
    settings.OPERATOR = {**settings.OPERATOR, "name": "Association Essai", "host": "Hébergeur SA"}
    text = client.get(reverse("legal")).content.decode()
    assert "Association Essai" in text
    assert "Hébergeur SA" in text


@pytest.mark.django_db
def test_legal_notice_shows_what_is_missing(client: Client, settings: Any) -> None:
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "")
    before = client.get(reverse("legal")).content.decode().count("<em>")
    settings.OPERATOR = {**settings.OPERATOR, "name": "Association Essai"}
    after = client.get(reverse("legal")).content.decode().count("<em>")
    assert (before, after) == (7, 6)


@pytest.mark.django_db
def test_operator_is_text_not_html(client: Client, settings: Any) -> None:
    settings.OPERATOR = {**settings.OPERATOR, "address": "1 rue <b>\nParis"}
    assert "1 rue &lt;b&gt;<br>Paris" in client.get(reverse("legal")).content.decode()


@pytest.mark.django_db
def test_privacy_leads_to_my_data(client: Client) -> None:
    assert f'href="{reverse("my_data")}"' in client.get(reverse("privacy")).content.decode()


def test_robots_keeps_persons_out_of_indexes(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    for path in ("/compte/", "/attestations/", "/administration/"):
        assert f"Disallow: {path}\n" in answer.content.decode()


def test_security_txt_says_where_to_report(client: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = "contact@example.org"
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:contact@example.org\n" in text
    assert "\nExpires: 2" in text


def test_every_page_refuses_the_devices(client: Client) -> None:
    policy = client.get("/robots.txt").headers["Permissions-Policy"]
    assert "camera=()" in policy
    assert "microphone=()" in policy


@pytest.mark.django_db
def test_unknown_address_is_a_page_of_the_site(client: Client) -> None:
    answer = client.get("/nulle-part/")
    assert answer.status_code == 404
    assert "error-page" in answer.content.decode()


@pytest.mark.django_db
def test_administration_sends_to_the_guarded_login(client: Client) -> None:
    answer = client.get("/administration/login/", follow=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
