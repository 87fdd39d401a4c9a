"""Three-way: what a file says, what the site holds, and what both came from.

Only one of the two changed: it stands. Both did: a conflict, shown, and nothing is written
until somebody says which to prefer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from enum import StrEnum
from typing import Any

from courses.assessment.models import Quiz, QuizVersion
from courses.catalogue.models import CourseVersion, LessonVersion, ModuleVersion
from courses.interchange.contents import Content, Held, content_of
from courses.versioning import FileVersion

Key = tuple[str, str]
"""A kind of file and its identifier; a questionnaire goes by its lesson's."""


class Prefer(StrEnum):
    FILE = "file"
    SITE = "site"


@dataclass(frozen=True)
class Conflict:
    """A file and the site, which both changed; None for what one of them removed."""

    key: Key
    file: Content | None
    site: Content | None

    def diff(self) -> list[str]:
        """The two texts, line against line."""
        site, file = (one.text.splitlines() if one else [] for one in (self.site, self.file))
        return list(
            unified_diff(site, file, "écrit sur le site", "écrit dans le fichier", lineterm="")
        )


@dataclass(frozen=True)
class Past:
    """What the site holds of one file: its head, and how to look behind it."""

    head: Content | None
    versions: Iterable[Held] = ()
    """From the latest; read only when the file and the head differ."""
    was_absent: bool = False
    """Nothing stood here the last time a file was loaded."""

    @property
    def last_file(self) -> Content | None:
        """As a file last wrote it."""
        if self.was_absent:
            return None
        written = (one for one in self.versions if one.origin == FileVersion.Origin.FILE)
        return next((content_of(one) for one in written), None)

    def holds(self, hashed: str) -> bool:
        return any(content_of(one).hash == hashed for one in self.versions)


@dataclass
class Comparing:
    """The comparisons of one load."""

    base: Mapping[Key, str]
    """The hash of each file when the folder was exported; empty for a folder that was not."""
    prefer: Prefer | None = None
    conflicts: list[Conflict] = field(default_factory=list)
    kept: list[Key] = field(default_factory=list)
    """Files that the site is ahead of."""

    def settle(self, key: Key, file: Content | None, past: Past) -> list[Content | None]:
        """What to write, in this order: the last one stands. None is for nothing at all."""
        head = past.head
        if _hash(file) == _hash(head):
            return [head]
        base = self._base(key, past)
        if _hash(head) == base:
            return [file]
        if _hash(file) == base:
            self.kept.append(key)
            return [head]
        if self.prefer is None:
            self.conflicts.append(Conflict(key, file, head))
        # What is not preferred is written first: the history keeps both, and the next load of
        # the same file knows that it has been seen.
        return [head, file] if self.prefer == Prefer.FILE else [file, head]

    def _base(self, key: Key, past: Past) -> str | None:
        """What the two came from: as exported, when this site knows it; as a file last said."""
        exported = self.base.get(key)
        if exported is not None and past.holds(exported):
            return exported
        return _hash(past.last_file)


def _hash(content: Content | None) -> str | None:
    return content.hash if content else None


_KINDS: dict[str, tuple[type[Any], str]] = {
    "course": (CourseVersion, "course__slug"),
    "module": (ModuleVersion, "module__slug"),
    "lesson": (LessonVersion, "lesson__slug"),
    "quiz": (QuizVersion, "quiz__key"),
}


def head_of(kind: str, key: str) -> Any | None:
    """The latest version of what this identifier names."""
    model, field_ = _KINDS[kind]
    return model.objects.filter(**{field_: key}).order_by("-number").first()


def past_of(kind: str, key: str) -> Past:
    """What the site holds of a course, a module or a lesson."""
    model, field_ = _KINDS[kind]
    versions = model.objects.filter(**{field_: key}).order_by("-number")
    head = versions.first()
    return Past(content_of(head) if head else None, versions)


def past_of_quiz(lesson: str, file: Content | None) -> Past:
    """What the site holds of the questionnaire of a lesson, which may have none."""
    versions = LessonVersion.objects.filter(lesson__slug=lesson).order_by("-number")
    head = versions.select_related("quiz_version").first()
    if head is None:
        return past_of("quiz", file.data["id"]) if file else Past(None)
    held = head.quiz_version
    quizzes = {held.quiz_id} if held else set()
    if file:
        quizzes |= set(Quiz.objects.filter(key=file.data["id"]).values_list("pk", flat=True))
    last = versions.filter(origin=FileVersion.Origin.FILE).first()
    latest = held and head_of("quiz", held.quiz.key)
    return Past(
        content_of(latest) if latest else None,
        QuizVersion.objects.filter(quiz__in=quizzes).order_by("-number"),
        was_absent=last is not None and last.quiz_version_id is None,
    )
