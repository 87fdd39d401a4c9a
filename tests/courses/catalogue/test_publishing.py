"""Publishing freezes a version with all it holds; the database itself keeps it so."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from courses.catalogue.models import Course, CourseVersion, LessonVersion, ModuleVersion
from courses.catalogue.publishing import publish_course
from courses.versioning import Version
from tests.courses.small import LESSON_UN, NOW, Folder

LATER = NOW + timedelta(days=1)
VERSIONS = [
    model for model in apps.get_app_config("courses").get_models() if issubclass(model, Version)
]


def test_there_are_five_kinds_of_versions() -> None:
    assert {model.__name__ for model in VERSIONS} == {
        "CourseVersion",
        "LessonVersion",
        "ModuleVersion",
        "QuestionVersion",
        "QuizVersion",
    }


def test_only_what_is_rendered_may_be_computed_again() -> None:
    free = {model.__name__: model.DERIVED for model in VERSIONS if model.DERIVED}
    assert free == {"LessonVersion": {"html", "render_version"}}


@pytest.mark.parametrize("model", VERSIONS)
def test_publish_course_freezes_all_it_holds(small: Course, model: Any) -> None:
    assert model.objects.published().filter(published_at=NOW).exists()
    assert small.current.published_at == NOW


@pytest.mark.parametrize("model", VERSIONS)
def test_a_published_version_refuses_any_change(small: Course, model: Any) -> None:
    pk = model.objects.filter(published_at=NOW).values_list("pk", flat=True)[0]
    free = {*model.DERIVED, "id"}
    for field in model._meta.concrete_fields:
        if field.name not in free:
            _refuses(model, pk, field)


def _refuses(model: Any, pk: int, field: Any) -> None:
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        model.objects.filter(pk=pk).update(**{field.name: F(field.name)})
    statement = f'UPDATE "{model._meta.db_table}" SET "{field.column}" = NULL WHERE id = %s'
    with (
        pytest.raises(IntegrityError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [pk])


@pytest.mark.parametrize("model", VERSIONS)
def test_a_published_version_refuses_to_be_saved(small: Course, model: Any) -> None:
    version = model.objects.published().filter(published_at=NOW).first()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        version.save()


def test_what_is_computed_from_a_published_lesson_may_be_computed_again(small: Course) -> None:
    lesson = LessonVersion.objects.published().first()
    changed = LessonVersion.objects.filter(pk=lesson.pk).update(html="<p>x</p>", render_version=9)
    assert changed == 1
    lesson.refresh_from_db()
    assert (lesson.html, lesson.render_version) == ("<p>x</p>", 9)


@pytest.mark.parametrize(
    "model", [one for one in VERSIONS if any(f.name == "title" for f in one._meta.fields)]
)
def test_a_draft_may_still_change(db: None, folder: Folder, model: Any) -> None:
    folder.load(publish=False)
    drafts = model.objects.filter(published_at=None)
    assert drafts.exists()
    assert drafts.update(title="Autre") == drafts.count()


def test_load_without_publishing_shows_nothing(db: None, folder: Folder) -> None:
    course = folder.load(publish=False)
    assert course.current is None
    assert course not in Course.objects.published()
    assert not CourseVersion.objects.of(course).published().exists()


def test_publish_course_later_shows_what_was_written(db: None, folder: Folder) -> None:
    folder.load(publish=False)
    course = folder.load(LATER)
    assert course.current.number == 1
    assert course.current.published_at == LATER
    assert course.current.created_at == NOW


def test_publish_course_twice_keeps_its_date(small: Course) -> None:
    again = publish_course(small.current, now=LATER)
    assert again.current.published_at == NOW
    assert not LessonVersion.objects.filter(published_at=LATER).exists()


def test_publish_course_leaves_the_versions_already_published(
    small: Course, folder: Folder
) -> None:
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    course = folder.load(LATER)
    assert course.current.published_at == LATER
    assert LessonVersion.objects.get(lesson__slug="petite-deux").published_at == NOW
    assert ModuleVersion.objects.get(module__slug="petit-second").published_at == NOW
    assert [one.published_at for one in course.versions.order_by("number")] == [NOW, LATER]


def test_publish_course_may_go_back_to_an_older_version(small: Course, folder: Folder) -> None:
    first = small.current
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.load(LATER)
    assert publish_course(first, now=LATER).current == first
