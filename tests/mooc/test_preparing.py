"""What is made before the site starts, when the shipped courses and the site disagree."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from courses.catalogue.models import Course
from courses.management.commands import load_content as command
from mooc.running.preparing import load_content
from tests.courses.interchange.on_site import edit_lesson
from tests.courses.small import LESSON_UN, Folder


@pytest.fixture
def shipped(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A site whose shipped content is the small folder, loaded once."""
    folder = Folder(tmp_path / "shipped")
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(command, "SHIPPED", folder.root)
    load_content(print, even_if_known=False)
    return folder


def test_a_conflict_is_said_at_each_start_and_stops_none(shipped: Folder) -> None:
    edit_lesson("petite-un", body=("Fin.", "Écrit sur le site."))
    shipped.edit(LESSON_UN, "Fin.", "Écrit dans le fichier.")
    (shipped.root.parent / "content.stamp").unlink()
    for _start in range(2):
        said: list[str] = []
        load_content(said.append, even_if_known=False)
        assert "n'ont pas été chargées" in said[-1]
        assert "+Écrit dans le fichier." in said[-1]


def test_a_file_that_is_wrong_stops_the_start(shipped: Folder) -> None:
    shipped.edit(LESSON_UN, "minutes: 10", "minutes: 0")
    with pytest.raises(CommandError, match="au moins 1"):
        load_content(print, even_if_known=True)


def test_content_known_is_not_loaded_again(shipped: Folder) -> None:
    Course.objects.all().update(current=None)
    load_content(print, even_if_known=False)
    assert not Course.objects.get(slug="petite").current
    load_content(print, even_if_known=True)
    assert Course.objects.get(slug="petite").current
