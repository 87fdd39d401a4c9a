"""What a load did, or why it did nothing, for those who ran it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courses.catalogue.models import Course, CourseVersion
from courses.catalogue.outline import outline_of
from courses.interchange.comparing import Conflict, Key

CONFLICT = 3
"""What `load_content` returns to its caller when somebody must first decide."""


class ContentConflict(Exception):
    """Files and the site both changed since they were the same; nothing has been written."""

    def __init__(self, conflicts: Sequence[Conflict], names: Mapping[Key, str]) -> None:
        self.conflicts = {names[one.key]: one for one in conflicts}
        super().__init__(", ".join(self.conflicts))


@dataclass(frozen=True)
class Changes:
    """How many lessons of a course are other than before."""

    rewritten: int
    added: int
    withdrawn: int


@dataclass(frozen=True)
class LoadedCourse:
    version: CourseVersion
    before: CourseVersion | None
    """The version that was the latest."""
    drafts: int
    """Files that somebody is writing on the site: with one, nothing of this course is published."""

    @property
    def course(self) -> Course:
        return self.version.course

    @property
    def is_changed(self) -> bool:
        return self.before is None or self.before.pk != self.version.pk

    @property
    def is_published(self) -> bool:
        return self.course.current_id == self.version.pk


def changes_of(courses: Iterable[LoadedCourse]) -> Changes:
    """What became of the lessons of these courses; one that two courses hold counts once."""
    courses = list(courses)
    then, now = _lessons(one.before for one in courses), _lessons(one.version for one in courses)
    both = then.keys() & now.keys()
    return Changes(
        rewritten=sum(then[slug] != now[slug] for slug in both),
        added=len(now.keys() - then.keys()),
        withdrawn=len(then.keys() - now.keys()),
    )


def _lessons(versions: Iterable[CourseVersion | None]) -> dict[str, int]:
    """The version of each lesson of these, by its identifier."""
    outlines = [outline_of(one) for one in versions if one]
    return {place.slug: place.version for one in outlines for place in one.lessons}


@dataclass(frozen=True)
class Loaded:
    courses: list[LoadedCourse]
    kept: list[str]
    """Files that the site is ahead of: its own version stands."""
    changed_findings: list[str]
    """Codes of the findings that do not say what they said before."""
    hashes: Mapping[str, str | None]
    """The hash of what each file says, by its name; None for a file that is not there."""
