"""A database where commits are real, for what several people do at the same instant."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from courses.catalogue.models import Course


@pytest.fixture
def transactional_db(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[None]:
    """A copy of the test database, where commits are real and threads may write.

    In place of pytest-django's, whose flush takes the shipped content away from the tests that
    follow; and SQLite's memory, shared by threads, locks whole tables as no real database does.
    """
    with django_db_blocker.unblock():
        settings, usual = connections.settings["default"], connections["default"]
        name = settings["NAME"]
        settings["NAME"] = copy = _copy(tmp_path)
        del connections["default"]
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = usual
            settings["NAME"] = name
            if usual.vendor == "postgresql":
                with usual._nodb_cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{copy}"')


def _copy(folder: Path) -> str:
    if connection.vendor == "sqlite":
        path = folder / "copy.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(path) as target:
            connection.connection.backup(target)
        target.close()
        return str(path)
    name = f"copy_{uuid4().hex}"
    connection.close()  # the server copies only a database that nobody uses
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{connection.settings_dict["NAME"]}"')
    return name


@pytest.fixture
def course(content: None) -> Course:
    """The shipped course; another test's flush may have emptied the database copied."""
    found: Course = Course.objects.select_related("current").get(slug="alliances-et-confiance")
    return found
