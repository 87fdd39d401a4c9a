"""How far people are: read in a fixed number of queries for a whole list of enrolments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import DateTimeField, IntegerField, Max, Value, prefetch_related_objects

from courses.attempts.models import Score
from courses.catalogue.models import CourseVersion
from courses.catalogue.outline import LessonPlace, ModulePlace, Outline, outline_of
from courses.enrolment.models import Enrolment
from courses.learning.models import Completion, LessonProgress


@dataclass
class Standing:
    """An enrolment beside the facts that count for it.

    The person sees the current version of the course. What is required of them is what both the
    version they enrolled in and the current one require, with the lower threshold: what was
    added since is offered, never demanded.
    """

    enrolment: Enrolment
    read: dict[int, datetime] = field(default_factory=dict)
    """When each lesson was first read, by lesson."""
    best: dict[int, int] = field(default_factory=dict)
    """The best percentage at each quiz, by quiz."""
    completion: Completion | None = None
    """The course's completion, where the act that gives this standing has just made it."""

    @property
    def current(self) -> CourseVersion:
        current = self.enrolment.course.current
        assert current is not None, "nobody enrols in a course that was never published"
        return current

    @property
    def _required_version(self) -> CourseVersion:
        # Most often the same: the row already loaded serves.
        if self.enrolment.required_version_id == self.current.pk:
            return self.current
        return self.enrolment.required_version

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.current)

    @cached_property
    def pinned(self) -> Outline:
        return outline_of(self._required_version)

    @cached_property
    def threshold(self) -> int:
        """The percentage that every required questionnaire must reach."""
        return min(self.current.quiz_percent, self._required_version.quiz_percent)

    @cached_property
    def _pinned_places(self) -> dict[int, LessonPlace]:
        return {place.lesson: place for place in self.pinned.required}

    @cached_property
    def required(self) -> tuple[LessonPlace, ...]:
        return tuple(one for one in self.outline.required if one.lesson in self._pinned_places)

    @cached_property
    def _required_lessons(self) -> frozenset[int]:
        return frozenset(place.lesson for place in self.required)

    @cached_property
    def _pinned_lessons(self) -> frozenset[int]:
        return frozenset(place.lesson for place in self.pinned.lessons)

    def is_required(self, place: LessonPlace) -> bool:
        return place.lesson in self._required_lessons

    def is_added(self, place: LessonPlace) -> bool:
        """Added to the course since the person enrolled."""
        return place.lesson not in self._pinned_lessons

    def is_read(self, place: LessonPlace) -> bool:
        return place.lesson in self.read

    def has_quiz_to_pass(self, place: LessonPlace) -> bool:
        pinned = self._pinned_places.get(place.lesson)
        if place.quiz is None or pinned is None or pinned.quiz != place.quiz:
            return False
        return place.quiz_counts and pinned.quiz_counts

    def has_passed(self, place: LessonPlace) -> bool:
        return place.quiz is not None and self.best.get(place.quiz, -1) >= self.threshold

    def is_done(self, place: LessonPlace) -> bool:
        """Read, and its questionnaire passed where one is required."""
        return self.is_read(place) and (not self.has_quiz_to_pass(place) or self.has_passed(place))

    @cached_property
    def remaining(self) -> tuple[LessonPlace, ...]:
        return tuple(place for place in self.required if not self.is_done(place))

    @property
    def done_count(self) -> int:
        return len(self.required) - len(self.remaining)

    @property
    def percent(self) -> int:
        return 100 * self.done_count // len(self.required) if self.required else 0

    def module_is_done(self, module: ModulePlace) -> bool:
        required = [one for one in module.lessons if self.is_required(one)]
        return bool(required) and all(self.is_done(one) for one in required)

    @property
    def next_place(self) -> LessonPlace | None:
        """Where to go on: where the person stopped if it is not done, else what remains."""
        position = getattr(self.enrolment, "position", None)
        if position is not None:
            for place in self.outline.lessons:
                if place.lesson == position.lesson_id and not self.is_done(place):
                    return place
        if not self.read and position is None and self.outline.lessons:
            return self.outline.lessons[0]
        return self.remaining[0] if self.remaining else None

    @property
    def next_act(self) -> str:
        """What to do at `next_place`: "start" or "resume" reading, "pass" or "retry" its quiz."""
        place = self.next_place
        if place is None:
            return ""
        if self.is_read(place) and self.has_quiz_to_pass(place) and not self.has_passed(place):
            return "retry" if place.quiz in self.best else "pass"
        return "resume" if self.read else "start"


def standings(enrolments: Sequence[Enrolment]) -> dict[int, Standing]:
    """The standing of each enrolment, by its primary key, in one query (two where versions
    differ)."""
    found = loaded(enrolments)
    for enrolment_id, identity, read_at, best in _facts(list(found)):
        standing = found[enrolment_id]
        if read_at is not None:
            standing.read[identity] = read_at
        else:
            standing.best[identity] = best
    return found


def loaded(enrolments: Sequence[Enrolment]) -> dict[int, Standing]:
    """What is required in each enrolment, without its facts: no query where versions agree."""
    prefetch_related_objects(
        [one for one in enrolments if one.required_version_id != one.course.current_id],
        "required_version",
    )
    return {enrolment.pk: Standing(enrolment) for enrolment in enrolments}


def standing_of(enrolment: Enrolment) -> Standing:
    return standings([enrolment])[enrolment.pk]


def _facts(enrolments: list[int]) -> Iterable[Any]:
    """What counts, in one query: every page of a course asks for it.

    (enrolment, lesson, when it was read, None), then (enrolment, quiz, None, best percentage).
    """
    lessons = LessonProgress.objects.filter(enrolment__in=enrolments).values_list(
        "enrolment", "lesson", "read_at", Value(None, IntegerField())
    )
    scores = Score.objects.filter(attempt__enrolment__in=enrolments, is_valid=True).order_by()
    quizzes = scores.values_list("attempt__enrolment", "attempt__quiz").annotate(
        never=Value(None, DateTimeField()), best=Max("percent")
    )
    return lessons.union(quizzes, all=True)
