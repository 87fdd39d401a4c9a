"""Writing lessons, modules and courses: a new head for what changed, the present one otherwise."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from courses.assessment.models import QuizVersion
from courses.catalogue.markup import RENDER_VERSION, render
from courses.catalogue.models import (
    Course,
    CourseVersion,
    CourseVersionModule,
    Lesson,
    LessonCitation,
    LessonVersion,
    Module,
    ModuleVersion,
    ModuleVersionLesson,
)
from courses.catalogue.outline import write_outline
from courses.catalogue.passages import Marking
from courses.knowledge.citing import FIELDS, text_of
from courses.knowledge.models import Finding
from courses.typography import typeset_all
from courses.versioning import content_hash, stable_uuid

CONTENT_LANGUAGE = "fr"


@transaction.atomic
def write_lesson(
    written: Mapping[str, Any],
    body: str,
    *,
    quiz_version: QuizVersion | None,
    findings: Sequence[Finding],
    marking: Marking,
    now: datetime,
) -> LessonVersion:
    """The head of a lesson with this content. ValueError or CitationProblem when it is wrong."""
    lesson, _created = Lesson.objects.get_or_create(
        slug=written["id"], defaults={"uuid": stable_uuid("lesson", written["id"])}
    )
    with translation.override(CONTENT_LANGUAGE):
        rendered = render(body, fill=marking.fill)
    content = _lesson_content(written, body)
    # What is cited belongs to the content: a corrected statement makes a new version.
    cited = [[mark, one.code, text_of(one)] for mark, one in marking.citations]
    asked = quiz_version.content_hash if quiz_version else None
    hashed = content_hash([content, asked, [finding.code for finding in findings], cited])
    version, is_new = LessonVersion.write(
        lesson,
        hashed=hashed,
        now=now,
        html=rendered.html,
        render_version=RENDER_VERSION,
        quiz_version=quiz_version,
        **typeset_all(content) | {"body": body},
    )
    if is_new:
        version.findings.set(findings)
        _keep_citations(version, marking)
    elif version.html != rendered.html:
        LessonVersion.objects.filter(pk=version.pk).update(
            html=rendered.html, render_version=RENDER_VERSION
        )
    return version


def _lesson_content(written: Mapping[str, Any], body: str) -> dict[str, Any]:
    return {
        "title": written["title"],
        "minutes": written["minutes"],
        "aims": written.get("aims", []),
        "journal_prompt": written.get("journal", ""),
        "body": body,
    }


def _keep_citations(version: LessonVersion, marking: Marking) -> None:
    LessonCitation.objects.bulk_create(
        LessonCitation(
            lesson_version=version,
            mark=mark,
            **{FIELDS[type(one)]: one},
            text=text_of(one),
            position=position,
        )
        for position, (mark, one) in enumerate(marking.citations, start=1)
    )


@transaction.atomic
def write_module(
    written: Mapping[str, Any], lessons: Sequence[LessonVersion], *, now: datetime
) -> ModuleVersion:
    """The head of a module with these lessons, in this order."""
    module, _created = Module.objects.get_or_create(
        slug=written["id"], defaults={"uuid": stable_uuid("module", written["id"])}
    )
    content = {
        "title": written["title"],
        "summary": written.get("summary", ""),
        "aims": written.get("aims", []),
    }
    version, is_new = ModuleVersion.write(
        module,
        hashed=content_hash([content, [_identified(lesson) for lesson in lessons]]),
        now=now,
        **typeset_all(content),
    )
    if is_new:
        ModuleVersionLesson.objects.bulk_create(
            ModuleVersionLesson(module_version=version, lesson_version=lesson, position=position)
            for position, lesson in enumerate(lessons, start=1)
        )
    return version


@transaction.atomic
def write_course(
    written: Mapping[str, Any],
    modules: Sequence[tuple[ModuleVersion, Sequence[LessonVersion], bool]],
    *,
    now: datetime,
) -> CourseVersion:
    """The head of a course with these modules, each with its lessons and whether it is required."""
    course, _created = Course.objects.get_or_create(
        slug=written["id"],
        defaults={"uuid": stable_uuid("course", written["id"]), "format": written["format"]},
    )
    content = _course_content(written)
    pinned = [
        [module.module.slug, module.content_hash, is_required]
        for module, _lessons, is_required in modules
    ]
    version, is_new = CourseVersion.write(
        course,
        hashed=content_hash([content, pinned]),
        now=now,
        outline=write_outline(modules),
        **typeset_all(content),
    )
    if is_new:
        CourseVersionModule.objects.bulk_create(
            CourseVersionModule(
                course_version=version,
                module_version=module,
                position=position,
                is_required=is_required,
            )
            for position, (module, _lessons, is_required) in enumerate(modules, start=1)
        )
    return version


def _course_content(written: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": written["title"],
        "summary": written["summary"],
        "language": written.get("language", CONTENT_LANGUAGE),
        "aims": written["aims"],
        "audience": written.get("audience", []),
        "prerequisites": written.get("prerequisites", ""),
        "authors": written.get("authors", []),
        "licence": written.get("licence", ""),
        "quiz_percent": written["quiz_percent"],
        "awarding": written.get("award", _awarding(written["format"])),
    }


def _awarding(format_: str) -> CourseVersion.Awarding:
    """What is followed alone gives its certificate alone; a trainer confirms the rest."""
    alone = format_ in {Course.Format.MOOC, Course.Format.ACADEMIC}
    return CourseVersion.Awarding.AUTOMATIC if alone else CourseVersion.Awarding.CONFIRMED


def _identified(lesson: LessonVersion) -> list[str]:
    return [lesson.lesson.slug, lesson.content_hash]
