"""What depends on a finding: what must be read again when it changes.

Drafts included, and what no course shows: this is for those who write, not for readers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q

from courses.assessment.models import QuizVersionQuestion
from courses.catalogue.models import Course, LessonCitation, LessonVersion
from courses.catalogue.outline import outline_of
from courses.knowledge.models import Finding, Statement


@dataclass(frozen=True)
class DependingLesson:
    """A version of a lesson that rests on the finding: its latest, or one that is published."""

    version: LessonVersion
    courses: tuple[Course, ...]
    """The published courses that show this very version."""
    is_earlier: bool
    """Written after the finding, or one of its statements, as it was before a change."""
    passages: tuple[str, ...] = ()
    """Identifiers of its passages that quote the finding's statements."""
    questions: tuple[str, ...] = ()
    """Identifiers of its questions that rest on them."""

    @property
    def is_draft(self) -> bool:
        return self.version.published_at is None


def dependants_of(finding: Finding) -> list[DependingLesson]:
    """Lessons that name it, quote its statements or ask about them; those to read again first."""
    statements = {place.statement_id: place.statement for place in finding.places.all()}
    versions = _resting_on(finding, statements)
    latest = dict(
        LessonVersion.objects.filter(lesson__in={one.lesson_id for one in versions})
        .values_list("lesson")
        .annotate(Max("number"))
    )
    shown, now = _shown(), finding.as_it_is()["hash"]
    passages, questions = _passages(versions, statements), _questions(versions, statements)
    found = []
    for one in versions:
        if one.pk in shown or one.number == latest[one.lesson_id]:
            cited = passages.get(one.pk, Cited()), questions.get(one.quiz_version_id, Cited())
            is_earlier = _names_another(one, finding, now) or any(each.is_earlier for each in cited)
            courses = tuple(shown.get(one.pk, []))
            names = (tuple(each.names) for each in cited)
            found.append(DependingLesson(one, courses, is_earlier, *names))
    return sorted(found, key=lambda one: (not one.is_earlier, one.version.title, one.version.pk))


def _resting_on(finding: Finding, statements: dict[int, Statement]) -> list[LessonVersion]:
    asked = "quiz_version__questions__citations__statement__in"
    return list(
        LessonVersion.objects.filter(
            Q(findings=finding) | Q(citations__statement__in=statements) | Q(**{asked: statements})
        )
        .select_related("lesson")
        .defer("body", "html")
        .distinct()
    )


def _shown() -> dict[int, list[Course]]:
    """The published courses that show each version of a lesson."""
    shown: dict[int, list[Course]] = {}
    for course in Course.objects.published().select_related("current").order_by("pk"):
        for place in outline_of(course.current).lessons:
            shown.setdefault(place.version, []).append(course)
    return shown


def _names_another(version: LessonVersion, finding: Finding, now: str) -> bool:
    """True when this version names the finding as it was before a change."""
    return any(
        then["code"] == finding.code and then["hash"] != now for then in version.findings_then
    )


@dataclass
class Cited:
    """The passages of a lesson, or the questions of a questionnaire, that rest on statements."""

    names: dict[str, None] = field(default_factory=dict)
    is_earlier: bool = False
    """One of them was written after other words than today's."""


def _cited(rows: Iterable[Any], statements: dict[int, Statement]) -> dict[int | None, Cited]:
    """By lesson or questionnaire, of rows that say what cites which statement, and its words."""
    found: dict[int | None, Cited] = {}
    for holder, name, statement, text in rows:
        cited = found.setdefault(holder, Cited())
        cited.names[name] = None
        cited.is_earlier = cited.is_earlier or text != statements[statement].text
    return found


def _passages(
    versions: list[LessonVersion], statements: dict[int, Statement]
) -> dict[int | None, Cited]:
    rows = LessonCitation.objects.filter(lesson_version__in=versions, statement__in=statements)
    return _cited(rows.values_list("lesson_version", "passage", "statement", "text"), statements)


def _questions(
    versions: list[LessonVersion], statements: dict[int, Statement]
) -> dict[int | None, Cited]:
    citation = "question_version__citations"
    rows = QuizVersionQuestion.objects.filter(
        quiz_version__lesson_versions__in=versions, **{f"{citation}__statement__in": statements}
    ).order_by("position")
    name = "question_version__question__key"
    words = (f"{citation}__statement", f"{citation}__text")
    return _cited(rows.values_list("quiz_version", name, *words), statements)
