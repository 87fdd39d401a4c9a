"""Loading what is right: twice is once."""

import json
from datetime import timedelta
from typing import Any

from django.apps import apps
from jsonschema import Draft202012Validator

from courses.catalogue.models import Course, LessonVersion
from courses.interchange.loading import load_content
from courses.interchange.shaping import SCHEMAS
from courses.knowledge.models import Finding, Statement
from tests.courses.small import NOW, Folder


def _pks() -> dict[str, list[Any]]:
    return {
        model._meta.label: sorted(model.objects.values_list("pk", flat=True))
        for model in apps.get_app_config("courses").get_models(include_auto_created=True)
    }


def test_load_content_twice_changes_no_row(small: Course, folder: Folder) -> None:
    before = _pks()
    folder.load(NOW + timedelta(days=1))
    assert _pks() == before


def test_the_shipped_content_twice_changes_no_row(course: Course) -> None:
    before = _pks()
    load_content(now=NOW)
    assert _pks() == before


def test_the_shipped_course_is_whole(course: Course) -> None:
    assert course.current is not None
    assert Statement.objects.filter(source__slug="observatoire-2017").count() == 80
    assert Finding.objects.filter(code__regex=r"^R[0-9][0-9]$").count() == 31
    assert LessonVersion.objects.filter(
        module_places__module_version__course_places__course_version=course.current
    ).count() == len([one for module in course.current.outline for one in module["lessons"]])


def test_load_content_keeps_what_left_the_folder(small: Course, folder: Folder) -> None:
    (folder.root / "courses/petite.yaml").unlink()
    assert load_content(folder.root, now=NOW) == []
    small.refresh_from_db()
    assert small.current is not None


def test_a_date_stays_as_it_is_written(db: None, folder: Folder) -> None:
    folder.edit("courses/petite.yaml", "title: Petite formation", "title: 2017-11-23")
    assert folder.load().current.title == "2017-11-23"


def test_every_schema_is_a_schema() -> None:
    schemas = [json.loads(path.read_text()) for path in SCHEMAS.glob("*.schema.json")]
    assert len(schemas) == 12
    for one in schemas:
        Draft202012Validator.check_schema(one)
