"""The outline of a course as one person sees it: what is read, what comes next."""

from dataclasses import dataclass

from courses.catalogue.outline import LessonPlace, ModulePlace
from courses.learning.standing import Standing


@dataclass(frozen=True)
class PlannedLesson:
    place: LessonPlace
    is_done: bool
    is_read: bool
    is_current: bool
    is_next: bool
    is_added: bool


@dataclass(frozen=True)
class PlannedModule:
    module: ModulePlace
    lessons: list[PlannedLesson]
    is_done: bool


def plan(standing: Standing, current: LessonPlace | None = None) -> list[PlannedModule]:
    """Every module with the state of its lessons; `current` is the one being read."""
    following = standing.next_place
    return [
        PlannedModule(
            module,
            [
                PlannedLesson(
                    place,
                    is_done=standing.is_done(place),
                    is_read=standing.is_read(place),
                    is_current=place is current,
                    is_next=place is following and place is not current,
                    is_added=standing.is_added(place),
                )
                for place in module.lessons
            ],
            is_done=standing.module_is_done(module),
        )
        for module in standing.outline.modules
    ]
