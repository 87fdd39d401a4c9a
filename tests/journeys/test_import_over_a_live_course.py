"""A course is edited in files while people follow it: what they earned stands, nothing is lost."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from certificates.issuing import issue_award
from certificates.models import Award
from courses.attempts.models import Attempt, Score
from courses.catalogue.models import Course, LessonVersion, ModuleVersion
from courses.catalogue.outline import outline_of
from courses.enrolment.enrolling import enrol
from courses.interchange.exporting import export
from courses.interchange.loading import load_from
from courses.interchange.writing_files import write_files
from courses.learning.models import Completion, LessonProgress
from courses.learning.progressing import mark_read
from courses.learning.standing import standing_of
from tests.courses.small import COURSE, LESSON_UN, QUIZ_UN, Folder
from tests.learners import complete_course, fail_quiz, pass_quiz

pytestmark = pytest.mark.django_db

FACTS = ("attempts", "learning", "enrolment", "certificates")
"""What people did and were given: the packages whose rows no import may touch."""


def _facts() -> dict[str, set[str]]:
    models: Iterable[Any] = (
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(("courses.", "certificates."))
        and model.__module__.split(".")[-2] in FACTS
    )
    return {one._meta.label: set(map(repr, one._default_manager.values_list())) for one in models}


def _edit(folder: Folder) -> None:
    """Titles, a lesson that moves, a module that goes, a question said otherwise."""
    folder.edit(COURSE, "title: Petite formation", "title: Petite formation revue")
    folder.edit(COURSE, "  - id: petit-accueil\n    required: false\n", "")
    folder.edit(LESSON_UN, "title: Leçon un", "title: Leçon première")
    folder.edit(QUIZ_UN, "prompt: Laquelle ?", "prompt: Laquelle est la bonne ?")
    folder.edit("modules/petit-premier/module.yaml", "  - petite-deux\n", "")
    folder.edit("modules/petit-second/module.yaml", "[petite-trois]", "[petite-deux, petite-trois]")
    for name in ("petite-deux.md", "petite-deux.quiz.yaml"):
        path = folder.root / "modules/petit-premier" / name
        path.rename(folder.root / "modules/petit-second" / name)


def test_an_import_over_a_live_course_takes_nothing_back(
    alice: Any, omar: Any, signed_in: Any, tmp_path: Path
) -> None:
    folder, now = Folder(tmp_path / "content"), timezone.now()
    course = folder.load(now)
    finished, midway = enrol(course, by=alice, now=now), enrol(course, by=omar, now=now)
    complete_course(finished, now=now)
    award = Award.objects.get(enrolment=finished)
    issue_award(award.uuid, now=now)
    first, second, _last = standing_of(midway).required
    mark_read(midway, first, now=now)
    fail_quiz(midway, first, now=now)
    pass_quiz(midway, first, now=now)
    browser = signed_in(omar)
    browser.post(reverse("courses:learning:start", args=[course.slug, second.slug]))
    assert Attempt.objects.filter(enrolment=midway, submitted_at=None).exists()
    before, versions = _facts(), LessonVersion.objects.count()
    assert all(before[f"courses.{one}"] for one in ("Attempt", "Score", "LessonProgress"))
    assert before["certificates.Award"]

    # The edited folder: a new version is published; no fact has moved, no version is gone.
    _edit(folder)
    load_from(folder.root, now=now + timedelta(hours=1))
    course.refresh_from_db()
    assert course.current is not None
    assert [one.slug for one in outline_of(course.current).lessons] == [
        "petite-un",
        "petite-deux",
        "petite-trois",
    ]
    after = _facts()
    for label, rows in before.items():
        assert rows <= after[label], label
    assert LessonVersion.objects.count() > versions
    assert ModuleVersion.objects.filter(module__slug="petit-accueil").exists()

    # The certificate is what it was, the page of the course too, and the attempt goes on.
    award.refresh_from_db()
    assert award.state == Award.State.ISSUED
    assert signed_in(alice).get(reverse("courses:learning:home")).status_code == 200
    assert LessonProgress.objects.filter(enrolment=midway, lesson=first.lesson).exists()
    assert Score.objects.filter(attempt__enrolment=midway).count() == 2
    page = browser.get(reverse("courses:learning:quiz", args=[course.slug, second.slug]))
    assert page.status_code == 200

    # Omar ends what he began, without doing again what he did.
    for place in standing_of(midway).required:
        if place.slug != first.slug:
            mark_read(midway, place, now=now)
            if place.quiz:
                pass_quiz(midway, place, now=now)
    assert Completion.objects.filter(enrolment=midway).exists()


def test_an_export_loaded_over_a_live_course_changes_no_row(alice: Any, tmp_path: Path) -> None:
    folder, now = Folder(tmp_path / "content"), timezone.now()
    course: Course = folder.load(now)
    complete_course(enrol(course, by=alice, now=now), now=now)
    before = _facts()
    write_files(export(["petite"]), tmp_path / "export.zip")
    load_from(tmp_path / "export.zip", now=now + timedelta(hours=1))
    assert _facts() == before
    course.refresh_from_db()
    assert course.current is not None
    assert course.current.number == 1
