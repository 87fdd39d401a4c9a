"""Exporting content: the files that say what the site holds, the same for the same content."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any, Protocol

from courses.assessment.models import QuizVersion
from courses.catalogue.media import current_media
from courses.catalogue.models import (
    Course,
    CourseVersion,
    Diagram,
    LessonVersion,
    Media,
    ModuleVersion,
)
from courses.interchange.comparing import head_of
from courses.interchange.contents import Held, content_of
from courses.interchange.knowledge_files import knowledge_files
from courses.interchange.manifests import NAME, manifest_text


class ExportProblem(Exception):
    """An export that cannot be made; the message is in French."""


@dataclass
class Export:
    """The files of an export, by their names in the folder."""

    files: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)
    """Those that are too large to be held all together."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Of what may be edited on the site too."""

    @property
    def names(self) -> list[str]:
        return sorted([*self.files, *self.media])

    def open(self, name: str) -> IO[bytes]:
        if name in self.media:
            opened: IO[bytes] = self.media[name].file.open("rb")
            return opened
        return BytesIO(self.files[name])

    def sha256(self, name: str) -> str:
        if name in self.media:
            return self.media[name].sha256
        return hashlib.sha256(self.files[name]).hexdigest()

    def add(self, name: str, version: Held) -> None:
        if not version.written:
            raise ExportProblem(
                f"{name} vient d'une version plus ancienne du site, qui ne gardait pas ce que "
                "dit un fichier : chargez d'abord les contenus (manage.py load_content)"
            )
        content = content_of(version)
        self.files[name] = content.text.encode()
        self.hashes[name] = content.hash


class Reading(Protocol):
    """Which version of each thing is exported."""

    def course(self, course: Course) -> CourseVersion: ...
    def modules(self, course: CourseVersion) -> list[ModuleVersion]: ...
    def lessons(self, module: ModuleVersion) -> list[LessonVersion]: ...
    def quiz(self, lesson: LessonVersion) -> QuizVersion | None: ...
    def media(self, lessons: list[LessonVersion]) -> dict[str, Media]: ...


class Latest:
    """The last thing that was written, published or not."""

    def course(self, course: Course) -> CourseVersion:
        found: CourseVersion = _head("course", course.slug)
        return found

    def modules(self, course: CourseVersion) -> list[ModuleVersion]:
        return [_head("module", one["id"]) for one in course.written.get("modules", [])]

    def lessons(self, module: ModuleVersion) -> list[LessonVersion]:
        return [_head("lesson", slug) for slug in module.written.get("lessons", [])]

    def quiz(self, lesson: LessonVersion) -> QuizVersion | None:
        return _head("quiz", lesson.quiz_version.quiz.key) if lesson.quiz_version else None

    def media(self, lessons: list[LessonVersion]) -> dict[str, Media]:
        current = current_media()
        return {name: current[name] for name in _shown(lessons)}


class Published:
    """What the public sees."""

    def course(self, course: Course) -> CourseVersion:
        assert course.current is not None
        return course.current

    def modules(self, course: CourseVersion) -> list[ModuleVersion]:
        places = course.module_places.select_related("module_version__module")
        return [one.module_version for one in places]

    def lessons(self, module: ModuleVersion) -> list[LessonVersion]:
        places = module.lesson_places.select_related("lesson_version__lesson")
        return [one.lesson_version for one in places]

    def quiz(self, lesson: LessonVersion) -> QuizVersion | None:
        return lesson.quiz_version

    def media(self, lessons: list[LessonVersion]) -> dict[str, Media]:
        return _shown(lessons)


def export(
    slugs: Iterable[str] = (), *, is_published: bool = False, with_manifest: bool = True
) -> Export:
    """These courses, or all of them, and everything that is known.

    `is_published` takes what the public sees; otherwise the latest, drafts included.
    """
    found, slugs = Export(), list(slugs)
    reading: Reading = Published() if is_published else Latest()
    courses = [reading.course(one) for one in _courses(slugs, is_published=is_published)]
    modules = _highest((one.module.slug, one) for each in courses for one in reading.modules(each))
    for course in courses:
        found.add(f"courses/{course.course.slug}.yaml", course)
    lessons = _add_modules(found, modules, reading)
    media = current_media() if not (slugs or is_published) else reading.media(lessons)
    found.media = {f"media/{name}": one for name, one in media.items()}
    found.files |= knowledge_files() | _diagrams()
    if with_manifest:
        found.files[NAME] = manifest_text(found.hashes).encode()
    return found


def _courses(slugs: list[str], *, is_published: bool) -> list[Course]:
    those = Course.objects.published() if is_published else Course.objects.all()
    found = {one.slug: one for one in those.select_related("current").order_by("slug")}
    if missing := [slug for slug in slugs if slug not in found]:
        raise ExportProblem(f"aucune formation ne s'appelle « {missing[0]} »")
    return [one for slug, one in found.items() if slug in slugs or not slugs]


def _add_modules(found: Export, modules: dict[str, Any], reading: Reading) -> list[LessonVersion]:
    """The files of these modules and of their lessons, which are returned."""
    places = [(slug, one) for slug, module in modules.items() for one in reading.lessons(module)]
    lessons = _highest((lesson.lesson.slug, lesson) for _slug, lesson in places)
    for slug, module in modules.items():
        found.add(f"modules/{slug}/module.yaml", module)
    for module_slug, place in places:
        lesson = lessons[place.lesson.slug]
        name = f"modules/{module_slug}/{lesson.lesson.slug}"
        found.add(f"{name}.md", lesson)
        if quiz := reading.quiz(lesson):
            found.add(f"{name}.quiz.yaml", quiz)
    return list(lessons.values())


def _highest(those: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """One version of each: two courses may show two of one module, a folder holds one."""
    found: dict[str, Any] = {}
    for slug, one in those:
        if slug not in found or one.number > found[slug].number:
            found[slug] = one
    return found


def _shown(lessons: list[LessonVersion]) -> dict[str, Media]:
    """The media that these versions show, as they were then."""
    those = Media.objects.filter(lesson_versions__in=lessons).order_by("loaded_at", "pk")
    return {one.name: one for one in those}


def _head(kind: str, key: str) -> Any:
    found = head_of(kind, key)
    if found is None:
        raise ExportProblem(f"« {key} » est nommé, mais n'existe pas")
    return found


def _diagrams() -> dict[str, bytes]:
    files = {}
    for one in Diagram.objects.all():
        files[f"diagrams/{one.key}.svg"] = one.svg.encode()
        files[f"diagrams/{one.key}.md"] = one.text.encode()
    return files
