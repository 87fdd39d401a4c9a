"""The measured site's data: a course of the usual length, and learners half way through it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from statistics import median
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from courses.catalogue.models import LessonVersion
from courses.interchange.loading import load_content
from courses.learning.completing import complete_what_is_earned
from tests.bench.content import write_content
from tests.bench.people import enrol_many, give_past

COURSE = "mesure"
LEARNERS, LESSONS, WORDS = 500, 36, 2000
READ = LESSONS // 2
"""Lessons that each learner has read: reading the others is what is measured."""


@dataclass(frozen=True)
class World:
    """What may be asked of the site."""

    sessions: list[str]
    """Keys of sessions, one a learner."""
    lessons: list[str]
    """Paths of the lessons; the first READ are read by everybody."""
    read: int
    words: int
    """Of the median lesson."""
    queries: dict[str, int]
    """Of each page, transactions included."""


def make_world(folder: Path) -> World:
    now = timezone.now()
    content = write_content(folder, COURSE, lessons=LESSONS, words=WORDS)
    (course,) = load_content(content, now=now)
    # One more, for counting queries.
    enrolments = enrol_many(course, LEARNERS + 1, now=now)
    give_past(enrolments, lessons=READ, now=now)
    for one in enrolments:
        complete_what_is_earned(one, now=now)
    *sessions, spare = [_sign_in(one.person) for one in enrolments]
    lessons = [f"/formations/{COURSE}/lecons/{COURSE}-{n}/" for n in range(1, LESSONS + 1)]
    return World(sessions, lessons, READ, _words(), _queries(spare, lessons))


def _words() -> int:
    texts = LessonVersion.objects.filter(lesson__slug__startswith=COURSE).values_list("html")
    return int(median(len(strip_tags(html).split()) for (html,) in texts))


def _sign_in(user: Any) -> str:
    """The key of a session in which this person is signed in."""
    data = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    session = Session.objects.create(
        session_key=token_hex(16),
        session_data=SessionStore().encode(data),
        expire_date=timezone.now() + timedelta(days=1),
    )
    key: str = session.session_key
    return key


def _queries(session: str, lessons: list[str]) -> dict[str, int]:
    browser = Client(HTTP_HOST="localhost", HTTP_HX_REQUEST="true")
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    asked: dict[str, Callable[[], Any]] = {
        "lesson": lambda: browser.get(lessons[0]),
        "quiz": lambda: browser.get(f"{lessons[READ]}questionnaire/"),
        "home": lambda: browser.get("/mon-parcours/"),
        "read": lambda: browser.post(f"{lessons[READ]}lue/"),
    }
    counted = {}
    for name, ask in asked.items():
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200, name
        counted[name] = len(queries)
    return counted
