"""The outline of a version of a course: data written at its making, read by every page.

No query: a page reads it from the version it already holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from courses.catalogue.models import CourseVersion, LessonVersion, ModuleVersion


@dataclass(frozen=True)
class LessonPlace:
    """A lesson in an outline. `lesson`, `version`, `quiz`, `quiz_version` are primary keys."""

    lesson: int
    version: int
    slug: str
    title: str
    minutes: int
    quiz: int | None
    quiz_version: int | None
    number: int
    """Among the lessons of its module, from 1."""
    quiz_counts: bool = True
    """False for a questionnaire that is there to think with."""


@dataclass(frozen=True)
class ModulePlace:
    """A module in an outline; `number` is None for one outside the count, such as a welcome."""

    module: int
    version: int
    slug: str
    title: str
    summary: str
    is_required: bool
    number: int | None
    lessons: tuple[LessonPlace, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True)
class Outline:
    """Ordered modules and their ordered lessons."""

    modules: tuple[ModulePlace, ...]

    @cached_property
    def lessons(self) -> tuple[LessonPlace, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @cached_property
    def required(self) -> tuple[LessonPlace, ...]:
        return tuple(
            lesson for module in self.modules if module.is_required for lesson in module.lessons
        )

    @property
    def optional_count(self) -> int:
        return len(self.lessons) - len(self.required)

    @property
    def minutes(self) -> int:
        """Of what is required alone."""
        return sum(lesson.minutes for lesson in self.required)

    def find(self, slug: str) -> tuple[ModulePlace, LessonPlace] | None:
        return next(
            (
                (module, lesson)
                for module in self.modules
                for lesson in module.lessons
                if lesson.slug == slug
            ),
            None,
        )

    def neighbours(self, lesson: LessonPlace) -> tuple[LessonPlace | None, LessonPlace | None]:
        """The lesson before and the one after."""
        index = self.lessons.index(lesson)
        before = self.lessons[index - 1] if index else None
        after = self.lessons[index + 1] if index + 1 < len(self.lessons) else None
        return before, after


def outline_of(version: CourseVersion) -> Outline:
    """The outline kept in a version, read once per loaded row."""
    known = version.__dict__.get("_outline")
    if known is None:
        known = version.__dict__["_outline"] = _read(version.outline)
    return known


def _read(data: list[dict[str, Any]]) -> Outline:
    return Outline(
        tuple(
            ModulePlace(
                **{**module, "lessons": tuple(LessonPlace(**one) for one in module["lessons"])}
            )
            for module in data
        )
    )


def write_outline(
    modules: Sequence[tuple[ModuleVersion, Sequence[LessonVersion], bool]],
) -> list[dict[str, Any]]:
    """The outline of ordered modules, each with its ordered lessons and whether it is required."""
    return [asdict(place) for place in _places(modules)]


def _places(
    modules: Sequence[tuple[ModuleVersion, Sequence[LessonVersion], bool]],
) -> Iterator[ModulePlace]:
    number = 0
    for module, lessons, is_required in modules:
        number += is_required
        yield ModulePlace(
            module=module.module_id,
            version=module.pk,
            slug=module.module.slug,
            title=module.title,
            summary=module.summary,
            is_required=is_required,
            number=number if is_required else None,
            lessons=tuple(
                _lesson_place(lesson, place) for place, lesson in enumerate(lessons, start=1)
            ),
        )


def _lesson_place(lesson: LessonVersion, number: int) -> LessonPlace:
    quiz_version = lesson.quiz_version
    return LessonPlace(
        lesson=lesson.lesson_id,
        version=lesson.pk,
        slug=lesson.lesson.slug,
        title=lesson.title,
        minutes=lesson.minutes,
        quiz=quiz_version.quiz_id if quiz_version else None,
        quiz_version=quiz_version.pk if quiz_version else None,
        number=number,
        quiz_counts=quiz_version.is_graded if quiz_version else True,
    )
