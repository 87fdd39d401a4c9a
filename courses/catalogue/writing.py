"""Writing lessons, modules and courses: a new head for what changed, the present one otherwise."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import translation

from courses.assessment.models import QuizVersion
from courses.catalogue.identifying import tidied
from courses.catalogue.illustrating import Illustrating
from courses.catalogue.markup import RENDER_VERSION, render, render_inline
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
from courses.typography import typeset, typeset_all
from courses.versioning import FileVersion, content_hash, stable_uuid

CONTENT_LANGUAGE = "fr"
FILE = FileVersion.Origin.FILE
T = TypeVar("T", bound=Model)


@transaction.atomic
def write_lesson(
    written: Mapping[str, Any],
    body: str,
    *,
    quiz_version: QuizVersion | None,
    findings: Sequence[Finding],
    marking: Marking,
    illustrating: Illustrating,
    now: datetime,
    origin: FileVersion.Origin = FILE,
) -> LessonVersion:
    """The head of a lesson with this content. ValueError or CitationProblem when it is wrong."""
    body = tidied(body)
    lesson = _identity(Lesson, "lesson", written["id"])
    with translation.override(CONTENT_LANGUAGE):
        rendered = render(body, fill=marking.fill, insert=illustrating.insert)
    content = _lesson_content(written, body)
    findings_then = [finding.as_it_is() for finding in findings]
    version, is_new = LessonVersion.write(
        lesson,
        hashed=_lesson_hash(
            [dict(written), body], quiz_version, findings_then, marking, illustrating
        ),
        now=now,
        origin=origin,
        written=dict(written),
        findings_then=findings_then,
        html=rendered.html,
        render_version=RENDER_VERSION,
        quiz_version=quiz_version,
        **typeset_all(content) | {"body": body},
    )
    if is_new:
        version.findings.set(findings)
        version.media.set(illustrating.kept.values())
        _keep_citations(version, marking)
    elif version.html != rendered.html:
        _render_again(version, rendered.html)
    return version


def _render_again(version: LessonVersion, html: str) -> None:
    LessonVersion.objects.filter(pk=version.pk).update(html=html, render_version=RENDER_VERSION)


def _lesson_hash(
    content: list[Any],
    quiz_version: QuizVersion | None,
    findings: list[dict[str, Any]],
    marking: Marking,
    illustrating: Illustrating,
) -> str:
    """What is cited or shown belongs to the content: corrected, it makes the lesson anew."""
    cited = [[mark, one.code, text_of(one)] for _passage, mark, one in marking.citations]
    asked = quiz_version.content_hash if quiz_version else None
    hashed = [content, asked, [one["hash"] for one in findings], cited]
    # Nothing is added where nothing is shown: the lessons written before keep their hash.
    return content_hash([*hashed, illustrating.hashes] if illustrating.hashes else hashed)


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
            passage=passage,
            mark=mark,
            **{FIELDS[type(one)]: one},
            text=text_of(one),
            position=position,
        )
        for position, (passage, mark, one) in enumerate(marking.citations, start=1)
    )


@transaction.atomic
def write_module(
    written: Mapping[str, Any],
    lessons: Sequence[LessonVersion],
    *,
    now: datetime,
    origin: FileVersion.Origin = FILE,
) -> ModuleVersion:
    """The head of a module with these lessons, in this order."""
    module = _identity(Module, "module", written["id"])
    content = {
        "title": written["title"],
        "summary": written.get("summary", ""),
        "aims": written.get("aims", []),
    }
    stage = written.get("stage", {})
    version, is_new = ModuleVersion.write(
        module,
        hashed=content_hash([dict(written), [_identified(lesson) for lesson in lessons]]),
        now=now,
        origin=origin,
        written=dict(written),
        stage=shown(stage),
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
    origin: FileVersion.Origin = FILE,
) -> CourseVersion:
    """The head of a course with these modules, each with its lessons and whether it is required."""
    course = _identity(Course, "course", written["id"], format=written["format"])
    content = _course_content(written)
    pinned = [
        [module.module.slug, module.content_hash, is_required]
        for module, _lessons, is_required in modules
    ]
    programme = written.get("programme", {})
    version, is_new = CourseVersion.write(
        course,
        hashed=content_hash([dict(written), pinned]),
        now=now,
        origin=origin,
        written=dict(written),
        programme=shown(programme),
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


def _identity(model: type[T], kind: str, slug: str, **defaults: Any) -> T:
    """What this slug names, for ever."""
    defaults["uuid"] = stable_uuid(kind, slug)
    found, _created = model._default_manager.get_or_create(slug=slug, defaults=defaults)
    return found


HTML_KEYS = frozenset({"activity", "help", "journal", "note", "questions", "text", "trace"})
"""What stages and programmes say in sentences, with Markdown; the rest is plain words."""


def shown(written: Any, key: str = "") -> Any:
    """A stage or a programme as pages show it: safe HTML for sentences, words typeset."""
    if isinstance(written, dict):
        return {name: shown(one, name) for name, one in written.items()}
    if isinstance(written, list):
        return [shown(one, key) for one in written]
    if isinstance(written, str):
        return render_inline(written) if key in HTML_KEYS else typeset(written)
    return written


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
        "awarding": written.get("award", usual_award(written["format"])),
    }


def usual_award(format_: str) -> CourseVersion.Awarding:
    """What is followed alone gives its certificate alone; a trainer confirms the rest."""
    alone = format_ in Course.SELF_PACED
    return CourseVersion.Awarding.AUTOMATIC if alone else CourseVersion.Awarding.CONFIRMED


def _identified(lesson: LessonVersion) -> list[str]:
    return [lesson.lesson.slug, lesson.content_hash]
