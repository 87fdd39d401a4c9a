"""Loading modules, lessons and questionnaires, each compared with what the site holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from courses.assessment.models import QuizVersion
from courses.assessment.writing import QuestionProblem, write_quiz
from courses.catalogue.illustrating import Illustrating
from courses.catalogue.markup import render_inline
from courses.catalogue.models import LessonVersion, ModuleVersion
from courses.catalogue.passages import Marking
from courses.catalogue.writing import write_lesson, write_module
from courses.interchange.comparing import Comparing, Key, Past, head_of, past_of, past_of_quiz
from courses.interchange.contents import Content, content_of_file, is_draft
from courses.interchange.loading_knowledge import Known
from courses.interchange.reading import ContentError, Document, read_lesson, read_yaml
from courses.knowledge.citing import CitationProblem

Written = tuple[ModuleVersion, list[LessonVersion]]


@dataclass
class Loading:
    """One load of a folder: what has been read and written so far."""

    folder: Path
    now: datetime
    known: Known
    illustrations: Illustrating
    """The diagrams and the media that lessons may show."""
    comparing: Comparing
    modules: dict[str, Written] = field(default_factory=dict)
    lessons: dict[str, LessonVersion] = field(default_factory=dict)
    paths: dict[tuple[str, str], Path] = field(default_factory=dict)
    """The file of each lesson, module, course, questionnaire: an identifier is written once."""
    names: dict[Key, str] = field(default_factory=dict)
    """The name of each file, from the folder."""
    hashes: dict[str, str | None] = field(default_factory=dict)
    """The hash of what each file says, by its name; None for a questionnaire that is not there."""
    drafts: set[Key] = field(default_factory=set)
    """What somebody is writing on the site, and that this load took up."""

    def take(self, kind: str, document: Document, *, may_be_copied: bool = False) -> str:
        """The identifier of this document. ContentError when another file has it already.

        A lesson may stand in two modules: two files, which say the same.
        """
        key: str = document.data["id"]
        path = self.paths.setdefault((kind, key), document.path)
        if path != document.path and not (
            may_be_copied and path.read_bytes() == document.path.read_bytes()
        ):
            raise document.problem(f"l'identifiant « {key} » est déjà pris par {kind}", ["id"])
        return key

    def settle(self, key: Key, path: Path, file: Content | None, past: Past) -> list[Any]:
        """What to write of this file: see `Comparing.settle`."""
        name = path.relative_to(self.folder).as_posix()
        self.names[key] = name
        self.hashes[name] = file.hash if file else None
        settled = self.comparing.settle(key, file, past)
        if (last := settled[-1]) is not None and last.is_draft:
            self.drafts.add(key)
        return settled

    def hold(self, kind: str, slug: str) -> Any | None:
        """The head of what the site alone knows."""
        head = head_of(kind, slug)
        if head is not None and is_draft(head):
            self.drafts.add((kind, slug))
        return head

    def drafts_among(self, course: str, modules: Iterable[str], lessons: Iterable[str]) -> int:
        """How many files of this course are drafts of the site."""
        keys = {("course", course), *(("module", one) for one in modules)}
        keys |= {(kind, one) for one in lessons for kind in ("lesson", "quiz")}
        return len(keys & self.drafts)


def load_module(loading: Loading, slug: str) -> Written | None:
    """The module of this folder, or the one that the site alone holds."""
    if slug not in loading.modules:
        path = loading.folder / "modules" / slug / "module.yaml"
        found = _load_module(loading, path) if path.exists() else _held_module(loading, slug)
        if found is None:
            return None
        loading.modules[slug] = found
    return loading.modules[slug]


def _load_module(loading: Loading, path: Path) -> Written:
    document = read_yaml(path, schema="module")
    slug = loading.take("un autre module", document)
    _check_name(document, path.parent.name, "du dossier")
    key, file = ("module", slug), content_of_file("module", document.data)
    for content in loading.settle(key, path, file, past_of(*key)):
        is_of_site = content.hash != file.hash
        lessons = [
            _lesson(loading, path.parent / f"{one}.md", is_of_site=is_of_site)
            for one in content.data["lessons"]
        ]
        version = write_module(content.data, lessons, now=loading.now, origin=content.origin)
    return version, lessons


def _held_module(loading: Loading, slug: str) -> Written | None:
    version = loading.hold("module", slug)
    if version is None:
        return None
    places = version.lesson_places.select_related("lesson_version__lesson")
    lessons = [place.lesson_version for place in places]
    loading.drafts |= {("lesson", one.lesson.slug) for one in lessons if is_draft(one)}
    return version, lessons


def _lesson(loading: Loading, path: Path, *, is_of_site: bool) -> LessonVersion:
    if is_of_site and not path.exists():
        held: LessonVersion | None = loading.hold("lesson", path.stem)
        if held is not None:
            return held
    return _load_lesson(loading, path)


def _load_lesson(loading: Loading, path: Path) -> LessonVersion:
    heading, body = read_lesson(path)
    slug = loading.take("une autre leçon", heading, may_be_copied=True)
    _check_name(heading, path.stem, "du fichier")
    if slug in loading.lessons:
        return loading.lessons[slug]
    for code in heading.data.get("findings", []):
        if code not in loading.known.findings:
            raise heading.problem(f"le résultat {code} n'existe pas", ["findings"])
    quiz = _load_quiz(loading, path)
    key, file = ("lesson", slug), content_of_file("lesson", heading.data, body)
    try:
        for content in loading.settle(key, path, file, past_of(*key)):
            loading.lessons[slug] = _write_lesson(loading, content, quiz)
    except (CitationProblem, ValueError) as problem:
        raise ContentError(path, None, str(problem)) from problem
    return loading.lessons[slug]


def _write_lesson(loading: Loading, content: Content, quiz: QuizVersion | None) -> LessonVersion:
    shown = loading.illustrations
    return write_lesson(
        content.data,
        content.body,
        quiz_version=quiz,
        findings=[loading.known.findings[code] for code in content.data.get("findings", [])],
        marking=Marking(loading.known.citable, loading.known.supported),
        illustrating=Illustrating(shown.diagrams, shown.media),
        now=loading.now,
        origin=content.origin,
    )


def _load_quiz(loading: Loading, lesson: Path) -> QuizVersion | None:
    path, document, file = lesson.with_suffix(".quiz.yaml"), None, None
    if path.exists():
        document = read_yaml(path, schema="quiz")
        loading.take("un autre questionnaire", document, may_be_copied=True)
        file = content_of_file("quiz", document.data)
    version = None
    past = past_of_quiz(lesson.stem, file)
    for content in loading.settle(("quiz", lesson.stem), path, file, past):
        version = _write_quiz(loading, content, document) if content else None
    return version


def _write_quiz(loading: Loading, content: Content, document: Document | None) -> QuizVersion:
    try:
        return write_quiz(
            content.data,
            citable=loading.known.citable,
            inline=render_inline,
            now=loading.now,
            origin=content.origin,
        )
    except QuestionProblem as problem:
        if document is None:
            raise
        raise document.problem(str(problem), ["questions", problem.index]) from problem


def _check_name(document: Document, name: str, whose: str) -> None:
    """An export finds a file by its identifier, and so does the list that names it."""
    if document.data["id"] != name:
        raise document.problem(f"l'identifiant doit être le nom {whose} : « {name} »", ["id"])
