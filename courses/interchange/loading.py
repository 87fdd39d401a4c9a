"""Loading a folder of content; nothing is kept when one of its files is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction

from courses.catalogue.illustrating import Illustrating
from courses.catalogue.media import forget_files
from courses.catalogue.models import Course
from courses.catalogue.publishing import publish_course
from courses.catalogue.writing import write_course
from courses.interchange.archives import opened
from courses.interchange.comparing import Comparing, Prefer, head_of, past_of
from courses.interchange.contents import content_of_file
from courses.interchange.illustrations import load_illustrations
from courses.interchange.loaded import ContentConflict, Loaded, LoadedCourse
from courses.interchange.loading_knowledge import load_knowledge
from courses.interchange.loading_modules import Loading, Written, load_module
from courses.interchange.manifests import read_manifest, rewrite_manifest
from courses.interchange.reading import Document, read_yaml
from courses.knowledge.models import Finding
from courses.signals import content_loaded

SHIPPED = Path(__file__).resolve().parent.parent / "content"


def load_content(folder: Path = SHIPPED, *, now: datetime, publish: bool = True) -> list[Course]:
    """Load every course of a folder, and publish what changed. ContentError says what is wrong."""
    return [one.course for one in load_from(folder, now=now, publish=publish).courses]


def load_from(
    source: Path, *, now: datetime, publish: bool = True, prefer: Prefer | None = None
) -> Loaded:
    """Load a folder, or a ZIP of one. Nothing is written after ContentError or ContentConflict."""
    with opened(source) as folder:
        with _nothing_stored_in_vain() as stored, transaction.atomic():
            load_illustrations(folder, now=now, stored=stored)
            loaded = _load(folder, now=now, publish=publish, prefer=prefer)
        if folder == source:
            rewrite_manifest(folder, loaded.hashes)
    return loaded


@contextmanager
def _nothing_stored_in_vain() -> Iterator[list[str]]:
    """The names of the files that go to the storage, which no transaction takes back."""
    stored: list[str] = []
    try:
        yield stored
    except BaseException:
        forget_files(stored)
        raise


def _load(folder: Path, *, now: datetime, publish: bool, prefer: Prefer | None) -> Loaded:
    findings = _findings()
    loading = Loading(
        folder,
        now,
        load_knowledge(folder),
        Illustrating.from_database(),
        Comparing(read_manifest(folder), prefer),
    )
    paths = sorted((folder / "courses").glob("*.yaml"))
    courses = [_load_course(loading, path) for path in paths]
    if loading.comparing.conflicts:
        raise ContentConflict(loading.comparing.conflicts, loading.names)
    for one in courses:
        if publish and one.course.current_id != one.version.pk and not one.drafts:
            publish_course(one.version, now=now)
    content_loaded.send(sender=Course, now=now)
    changed = [code for code, hashed in _findings().items() if findings.get(code, hashed) != hashed]
    kept = [loading.names[key] for key in loading.comparing.kept]
    return Loaded(courses, kept, changed, loading.hashes)


def _findings() -> dict[str, str]:
    """The hash of each finding as it is now."""
    return {one.code: one.as_it_is()["hash"] for one in Finding.objects.whole()}


def _load_course(loading: Loading, path: Path) -> LoadedCourse:
    document = read_yaml(path, schema="course")
    slug = loading.take("une autre formation", document)
    _check_modules(loading, document)
    before = head_of("course", slug)
    key, file = ("course", slug), content_of_file("course", document.data)
    for content in loading.settle(key, path, file, past_of(*key)):
        written = [(one, _module(loading, document, one["id"])) for one in content.data["modules"]]
        modules = [(*module, one["required"]) for one, module in written]
        version = write_course(content.data, modules, now=loading.now, origin=content.origin)
    lessons = [lesson.lesson.slug for _module, those, _required in modules for lesson in those]
    drafts = loading.drafts_among(slug, [one["id"] for one, _module in written], lessons)
    return LoadedCourse(version, before, drafts)


def _module(loading: Loading, document: Document, slug: str) -> Written:
    found = load_module(loading, slug)
    if found is None:
        raise document.problem(f"le module « {slug} » n'existe pas", ["modules"])
    return found


def _check_modules(loading: Loading, document: Document) -> None:
    modules = document.data["modules"]
    named = [one["id"] for one in modules]
    for index, one in enumerate(named):
        if one in named[:index]:
            raise document.problem(f"le module « {one} » est écrit deux fois", ["modules", index])
        if not (loading.folder / "modules" / one / "module.yaml").exists():
            raise document.problem(f"le module « {one} » n'existe pas", ["modules", index])
    if not any(one["required"] for one in modules):
        raise document.problem("aucun module n'est obligatoire : rien ne s'achèverait", ["modules"])
