"""A database with nothing in it, and what a load may have changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection

State = dict[str, list[Any]]


@pytest.fixture
def empty(db: None) -> Callable[[], None]:
    """Empties the database: nothing of it is left to help the next load."""

    def forget() -> None:
        # Constraints wait for the end of the transaction, which the test never reaches.
        with connection.cursor() as cursor:
            for model in apps.get_models(include_auto_created=True):
                if model._meta.app_label in {"courses", "certificates"}:
                    cursor.execute(f'DELETE FROM "{model._meta.db_table}"')

    return forget


def state() -> State:
    """Every row of the courses, and every file of the storage."""
    rows: State = {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for model in apps.get_app_config("courses").get_models(include_auto_created=True)
    }
    return rows | {"files": _files("")}


def _files(folder: str) -> list[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    inside = [one for name in folders for one in _files(f"{folder}{name}/")]
    return sorted([f"{folder}{name}" for name in files] + inside)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its name in it."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
