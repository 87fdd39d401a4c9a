"""What somebody writes on the site, while others edit files."""

from collections.abc import Mapping
from typing import Any

from courses.assessment.writing import write_quiz
from courses.catalogue.illustrating import Illustrating
from courses.catalogue.markup import render_inline
from courses.catalogue.models import (
    LessonVersion,
    ModuleVersion,
)
from courses.catalogue.passages import Marking
from courses.catalogue.writing import write_lesson, write_module
from courses.interchange.comparing import head_of
from courses.interchange.contents import content_of
from courses.knowledge.citing import all_citable
from courses.versioning import FileVersion
from tests.courses.small import NOW

SITE = FileVersion.Origin.SITE


def edit_lesson(slug: str, *, body: tuple[str, str] = ("", ""), **changes: Any) -> LessonVersion:
    """A new head of this lesson, written on the site; `quiz_version` may be another."""
    head: Any = head_of("lesson", slug)
    quiz = changes.pop("quiz_version", head.quiz_version)
    return write_lesson(
        {**head.written, **changes},
        head.body.replace(*body) if body[0] else head.body,
        quiz_version=quiz,
        findings=list(head.findings.all()),
        marking=Marking(all_citable(), {}),
        illustrating=Illustrating.from_database(),
        now=NOW,
        origin=SITE,
    )


def edit_quiz(lesson: str, **changes: Any) -> LessonVersion:
    """A new head of a lesson whose questionnaire is edited, or written, on the site."""
    head: Any = head_of("lesson", lesson)
    written: Mapping[str, Any] = content_of(head.quiz_version).data if head.quiz_version else {}
    version = write_quiz(
        {**written, **changes},
        citable=all_citable(),
        inline=render_inline,
        now=NOW,
        origin=SITE,
    )
    return edit_lesson(lesson, quiz_version=version)


def edit_module(slug: str, lessons: list[LessonVersion], **changes: Any) -> ModuleVersion:
    head: Any = head_of("module", slug)
    named = [one.lesson.slug for one in lessons]
    written = {**head.written, **changes, "lessons": named}
    return write_module(written, lessons, now=NOW, origin=SITE)


def publish(*versions: Any) -> None:
    for one in versions:
        type(one).objects.filter(pk=one.pk).publish(NOW)
