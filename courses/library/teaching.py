"""Where something is taught: published course, lesson, marked passages, questions.

What a reader sees is the version that is published: each use says whether it was written after
other words than those of today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils.safestring import mark_safe

from courses.assessment.models import QuestionCitation
from courses.catalogue.models import Course, LessonCitation, LessonVersion
from courses.catalogue.outline import LessonPlace, outline_of
from courses.knowledge.citing import FIELDS, Citable, text_of
from courses.knowledge.models import Finding


@dataclass
class Use:
    """A passage or a question, and what it cites of what was asked about."""

    codes: list[str] = field(default_factory=list)
    is_earlier: bool = False
    """Written after words that have changed since."""

    def add(self, cited: Citable, then: str) -> None:
        self.codes.append(cited.code)
        self.is_earlier = self.is_earlier or then != text_of(cited)


@dataclass
class PassageUse(Use):
    key: str = ""
    mark: str = ""


@dataclass
class QuestionUse(Use):
    html: str = ""


@dataclass
class LessonUse:
    """A lesson that teaches it; its passages and its questions in their order."""

    place: LessonPlace
    passages: list[PassageUse]
    questions: list[QuestionUse]
    is_earlier: bool = False
    """It teaches the finding as it was before a change."""


@dataclass
class CourseUse:
    course: Course
    lessons: list[LessonUse]


def where_taught(cited: Sequence[Citable], finding: Finding | None = None) -> list[CourseUse]:
    """Published courses whose lessons cite these (all of one sort), or name this finding."""
    courses = list(Course.objects.published().select_related("current").order_by("pk"))
    places = [place for course in courses for place in outline_of(course.current).lessons]
    passages = _passages(cited, places)
    questions = _questions(cited, places)
    named = _named(finding, places) if finding else {}
    found = []
    for course in courses:
        lessons = [
            LessonUse(
                place,
                passages.get(place.version, []),
                questions.get(place.quiz_version, []),
                named.get(place.version, False),
            )
            for place in outline_of(course.current).lessons
            if place.version in passages
            or place.quiz_version in questions
            or place.version in named
        ]
        if lessons:
            found.append(CourseUse(course, lessons))
    return found


def _passages(
    cited: Sequence[Citable], places: Iterable[LessonPlace]
) -> dict[int, list[PassageUse]]:
    """The passages that cite these, by version of a lesson, in their order."""
    if not cited:
        return {}
    name, by_pk = _sort(cited)
    uses: dict[int, dict[str, PassageUse]] = {}
    for one in LessonCitation.objects.filter(
        lesson_version__in={place.version for place in places}, **{f"{name}__in": by_pk}
    ).order_by("position"):
        of_lesson = uses.setdefault(one.lesson_version_id, {})
        use = of_lesson.setdefault(one.passage, PassageUse(key=one.passage, mark=one.mark))
        use.add(by_pk[getattr(one, f"{name}_id")], one.text)
    return {version: list(found.values()) for version, found in uses.items()}


def _questions(
    cited: Sequence[Citable], places: Iterable[LessonPlace]
) -> dict[int | None, list[QuestionUse]]:
    """The questions that rest on these, by version of a questionnaire, in their order."""
    if not cited:
        return {}
    name, by_pk = _sort(cited)
    quizzes = {place.quiz_version for place in places if place.quiz_version}
    uses: dict[int | None, dict[int, QuestionUse]] = {}
    for one in (
        QuestionCitation.objects.filter(
            question_version__places__quiz_version__in=quizzes, **{f"{name}__in": by_pk}
        )
        .annotate(quiz=F("question_version__places__quiz_version"))
        .select_related("question_version")
        .order_by("question_version__places__position", "position")
    ):
        question = one.question_version
        use = uses.setdefault(one.quiz, {}).setdefault(
            question.pk, QuestionUse(html=mark_safe(question.prompt_html))
        )
        use.add(by_pk[getattr(one, f"{name}_id")], one.text)
    return {quiz: list(found.values()) for quiz, found in uses.items()}


def _named(finding: Finding, places: Iterable[LessonPlace]) -> dict[int, bool]:
    """Versions of lessons that say they teach this finding, and whether it has changed since."""
    now = finding.as_it_is()["hash"]
    return {
        version: any(one["code"] == finding.code and one["hash"] != now for one in then)
        for version, then in LessonVersion.objects.filter(
            findings=finding, pk__in={place.version for place in places}
        ).values_list("pk", "findings_then")
    }


def _sort(cited: Sequence[Citable]) -> tuple[str, dict[Any, Citable]]:
    """The field of a citation that names these, and each by its primary key."""
    return FIELDS[type(cited[0])], {one.pk: one for one in cited}
