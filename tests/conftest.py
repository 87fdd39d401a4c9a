"""The world of the tests: shipped content, and people with a story.

alice learns, tarik trains, mina mentors, adele runs the site, omar is an outsider.
"""

import atexit
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import Client
from django.utils import timezone

from certificates.keys import loading
from certificates.keys.making import make_keys
from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol, standing_cohort
from courses.enrolment.models import Enrolment, Role
from courses.interchange.loading import load_content

PASSWORD = "une phrase de passe assez longue"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> None:
    """Files and mails of a test go to its own folder; no message leaves for a broker."""
    if "STORAGE_URL" not in os.environ:
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": str(tmp_path / "files")},
            },
        }
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    make_keys(Path(settings.CERTIFICATES_KEYS), issuer="Le RAMEAU", now=timezone.now())
    # The rows that remember public keys went with the test before: they are written again.
    loading.forget()
    # Argon2 is slow on purpose; tests/mooc/accounts says that it is what the site uses.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _flush_empties_sheets() -> Iterator[None]:
    """Between tests alone, SQLite lets go of rows that nothing may delete: `flush` puts the
    triggers back (post_migrate). PostgreSQL truncates, which no trigger of ours sees."""
    sql_flush = DatabaseOperations.sql_flush

    def flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        dropped = [f'DROP TRIGGER IF EXISTS "{name}_kept";' for name in tables]
        return [*dropped, *sql_flush(self, style, tables, **options)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", flush)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The shipped content is loaded once, before every test."""
    if "test" not in Path(connection.settings_dict["NAME"]).name:
        return  # no test of this run asks for a database: the one in use is nobody's to fill
    with django_db_blocker.unblock():
        call_command("createcachetable")
        load_content(now=timezone.now())
        if connection.vendor == "sqlite":
            connection.connection.backup(_loaded)


# Loading takes seconds; SQLite copies what was loaded in a few milliseconds.
_loaded = sqlite3.connect(":memory:", check_same_thread=False)
atexit.register(_loaded.close)


@pytest.fixture
def content(transactional_db: None) -> None:
    """The shipped content, for tests that commit (the flush of the one before emptied it)."""
    if Course.objects.exists():
        return
    if connection.vendor == "sqlite":
        _loaded.backup(connection.connection)
    else:
        load_content(now=timezone.now())


@pytest.fixture
def course(db: None) -> Course:
    if not Course.objects.exists():
        load_content(now=timezone.now())
    found: Course = Course.objects.select_related("current").get(slug="alliances-et-confiance")
    return found


def _person(email: str, name: str, **more: Any) -> Any:
    user = get_user_model().objects.create_user(
        email=email, password=PASSWORD, certificate_name=name, **more
    )
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


@pytest.fixture
def alice(db: None) -> Any:
    return _person("alice@example.org", "Alice Lefèvre-Nuñez")


@pytest.fixture
def omar(db: None) -> Any:
    return _person("omar@example.org", "Omar Haddad")


@pytest.fixture
def tarik(db: None, course: Course) -> Any:
    user = _person("tarik@example.org", "Tarik Benali")
    Role.objects.create(person=user, kind=Role.Kind.TRAINER, course=course)
    return user


@pytest.fixture
def mina(db: None, course: Course) -> Any:
    user = _person("mina@example.org", "Mina Østergård")
    Role.objects.create(person=user, kind=Role.Kind.MENTOR, cohort=standing_cohort(course))
    return user


@pytest.fixture
def adele(db: None) -> Any:
    return _person("adele@example.org", "Adèle Martin", is_staff=True, is_superuser=True)


@pytest.fixture
def enrolment(alice: Any, course: Course) -> Enrolment:
    """Alice follows the course."""
    return enrol(course, by=alice, now=timezone.now())


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    """A browser in which this person is signed in."""

    def sign_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The installed Chromium, one for the session."""
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, and Django then refuses the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    quiet = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=quiet)
        yield chromium
        chromium.close()
