"""What a file says, in its one shape: the same object for a file and for what the site holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from courses.assessment.models import QuizVersion
from courses.catalogue.identifying import tidied
from courses.catalogue.models import CourseVersion, LessonVersion, ModuleVersion
from courses.catalogue.writing import usual_award
from courses.interchange.dumping import yaml_text
from courses.interchange.identifying import with_ids
from courses.interchange.shaping import schema_named, shaped
from courses.versioning import FileVersion

Held = CourseVersion | ModuleVersion | LessonVersion | QuizVersion


@dataclass(frozen=True)
class Content:
    """A course, a module, a lesson (its heading and its text) or a questionnaire."""

    kind: str
    data: Mapping[str, Any]
    body: str = ""
    origin: FileVersion.Origin = FileVersion.Origin.FILE
    is_draft: bool = False
    """Written on the site, and not published yet: for its author to publish."""

    @cached_property
    def text(self) -> str:
        """The file, as an export writes it."""
        written = yaml_text(dict(self.data), schema_named(self.kind))
        return f"---\n{written}---\n{self.body}" if self.kind == "lesson" else written

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def content_of_file(kind: str, data: Mapping[str, Any], body: str = "") -> Content:
    """What a file says, once everything that may be answered or passed has an identifier."""
    if kind == "course":
        data = {**data, "award": data.get("award", str(usual_award(data["format"])))}
    if kind == "quiz":
        data = with_ids(data)
    return Content(kind, shaped(data, schema_named(kind)), tidied(body) if body else "")


def content_of(version: Held) -> Content:
    """What a version says. PostgreSQL forgets the order of keys: it is given again."""
    kind, data, body = _said(version)
    return Content(
        kind,
        shaped(data, schema_named(kind)),
        body,
        origin=FileVersion.Origin(version.origin),
        is_draft=is_draft(version),
    )


def is_draft(version: Held) -> bool:
    """True of what somebody is writing on the site."""
    return version.origin == FileVersion.Origin.SITE and version.published_at is None


def _said(version: Held) -> tuple[str, Mapping[str, Any], str]:
    match version:
        case LessonVersion():
            return "lesson", version.written, version.body
        case ModuleVersion():
            return "module", version.written, ""
        case CourseVersion():
            return "course", version.written, ""
        case QuizVersion():
            places = version.places.select_related("question_version")
            questions = [one.question_version.written for one in places]
            return "quiz", {**version.written, "questions": questions}, ""
