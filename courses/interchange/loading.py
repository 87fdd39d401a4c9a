"""Loading a folder of content; nothing is kept when one of its files is wrong."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.assessment.models import QuizVersion
from courses.assessment.writing import QuestionProblem, write_quiz
from courses.catalogue.markup import render_inline
from courses.catalogue.models import Course, CourseVersion, LessonVersion, ModuleVersion
from courses.catalogue.passages import Marking
from courses.catalogue.publishing import publish_course
from courses.catalogue.writing import write_course, write_lesson, write_module
from courses.interchange.reading import ContentError, Document, read_lesson, read_yaml
from courses.knowledge.citing import Citable, CitationProblem, all_citable
from courses.knowledge.loading import (
    QuotationProblem,
    load_decision,
    load_finding,
    load_reference,
    load_source,
    load_statement,
)
from courses.knowledge.models import Finding, Reference, Source, Statement

SHIPPED = Path(__file__).resolve().parent.parent / "content"

Written = tuple[ModuleVersion, list[LessonVersion]]


@dataclass
class Loading:
    """One load of a folder: what has been read and written so far."""

    folder: Path
    now: datetime
    citable: dict[str, Citable] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    modules: dict[str, Written] = field(default_factory=dict)
    paths: dict[tuple[str, str], Path] = field(default_factory=dict)
    """The file of each lesson, module, course, questionnaire: an identifier is written once."""

    def take(self, kind: str, document: Document) -> str:
        """The identifier of this document. ContentError when another file has it already."""
        key: str = document.data["id"]
        if self.paths.setdefault((kind, key), document.path) != document.path:
            raise document.problem(f"l'identifiant « {key} » est déjà pris par {kind}", ["id"])
        return key


@transaction.atomic
def load_content(folder: Path = SHIPPED, *, now: datetime, publish: bool = True) -> list[Course]:
    """Load every course of a folder, and publish what changed. ContentError says what is wrong."""
    loading = Loading(folder, now)
    load_knowledge(loading)
    courses = []
    for path in sorted((folder / "courses").glob("*.yaml")):
        version = _load_course(loading, path)
        if publish and version.course.current_id != version.pk:
            publish_course(version, now=now)
        courses.append(version.course)
    return courses


def load_knowledge(loading: Loading) -> None:
    """Sources, statements, references, decisions and findings."""
    folder = loading.folder / "knowledge"
    sources = read_yaml(folder / "sources.yaml", schema="sources")
    texts = {
        one["id"]: _load_source(sources, index, one)
        for index, one in enumerate(sources.data["sources"])
    }
    statements = _load_statements(folder / "statements.yaml", texts)
    references = {
        one["code"]: load_reference(one) for one in _listed(folder, "references").data["references"]
    }
    for one in _listed(folder, "decisions").data["decisions"]:
        load_decision(one)
    _load_findings(loading, _listed(folder, "findings"), statements, references)
    loading.citable = all_citable()


def _listed(folder: Path, name: str) -> Document:
    document = read_yaml(folder / f"{name}.yaml", schema=name)
    codes = [one["code"] for one in document.data[name]]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            raise document.problem(f"le code {code} est écrit deux fois", [name, index, "code"])
    return document


def _load_source(document: Document, index: int, written: dict[str, Any]) -> tuple[Source, str]:
    path = document.path.parent / written["file"]
    try:
        content = path.read_bytes()
        return load_source(written, content), content.decode()
    except UnicodeDecodeError:
        raise ContentError(path, None, "le fichier n'est pas en UTF-8") from None
    except FileNotFoundError:
        raise document.problem(
            f"fichier introuvable : {path.name}", ["sources", index, "file"]
        ) from None
    except QuotationProblem as problem:
        raise document.problem(str(problem), ["sources", index, "sha256"]) from problem


def _load_statements(path: Path, texts: dict[str, tuple[Source, str]]) -> dict[str, Statement]:
    document = _listed(path.parent, "statements")
    if document.data["source"] not in texts:
        raise document.problem("cette source n'est pas décrite dans sources.yaml", ["source"])
    source, text = texts[document.data["source"]]
    found = {}
    for index, one in enumerate(document.data["statements"]):
        try:
            found[one["code"]] = load_statement(source, text, one)
        except QuotationProblem as problem:
            raise document.problem(str(problem), ["statements", index, "text"]) from problem
    return found


def _load_findings(
    loading: Loading,
    document: Document,
    statements: dict[str, Statement],
    references: dict[str, Reference],
) -> None:
    for index, one in enumerate(document.data["findings"]):
        try:
            loading.findings[one["code"]] = load_finding(one, statements, references)
        except KeyError as missing:
            raise document.problem(f"le code {missing} n'existe pas", ["findings", index]) from None


def _load_course(loading: Loading, path: Path) -> CourseVersion:
    document = read_yaml(path, schema="course")
    loading.take("une autre formation", document)
    named = [one["id"] for one in document.data["modules"]]
    modules = []
    for index, one in enumerate(document.data["modules"]):
        if one["id"] in named[:index]:
            raise document.problem(
                f"le module « {one['id']} » est écrit deux fois", ["modules", index]
            )
        folder = loading.folder / "modules" / one["id"]
        if not (folder / "module.yaml").exists():
            raise document.problem(f"le module « {one['id']} » n'existe pas", ["modules", index])
        module, lessons = _load_module(loading, folder)
        modules.append((module, lessons, one.get("required", True)))
    if not any(is_required for _module, _lessons, is_required in modules):
        raise document.problem("aucun module n'est obligatoire : rien ne s'achèverait", ["modules"])
    return write_course(document.data, modules, now=loading.now)


def _load_module(loading: Loading, folder: Path) -> Written:
    document = read_yaml(folder / "module.yaml", schema="module")
    key = loading.take("un autre module", document)
    if key not in loading.modules:
        lessons = [
            _load_lesson(loading, folder / f"{lesson}.md") for lesson in document.data["lessons"]
        ]
        loading.modules[key] = write_module(document.data, lessons, now=loading.now), lessons
    return loading.modules[key]


def _load_lesson(loading: Loading, path: Path) -> LessonVersion:
    heading, body = read_lesson(path)
    loading.take("une autre leçon", heading)
    findings = []
    for code in heading.data.get("findings", []):
        if code not in loading.findings:
            raise heading.problem(f"le résultat {code} n'existe pas", ["findings"])
        findings.append(loading.findings[code])
    try:
        return write_lesson(
            heading.data,
            body,
            quiz_version=_load_quiz(loading, path.with_suffix(".quiz.yaml")),
            findings=findings,
            marking=Marking(loading.citable, _supported(loading)),
            now=loading.now,
        )
    except (CitationProblem, ValueError) as problem:
        raise ContentError(path, None, str(problem)) from problem


def _supported(loading: Loading) -> dict[str, list[str]]:
    """The findings that each statement supports, by code."""
    supported: dict[str, list[str]] = {}
    for code, finding in loading.findings.items():
        for statement in finding.statements.all():
            supported.setdefault(statement.code, []).append(code)
    return supported


def _load_quiz(loading: Loading, path: Path) -> QuizVersion | None:
    if not path.exists():
        return None
    document = read_yaml(path, schema="quiz")
    loading.take("un autre questionnaire", document)
    try:
        return write_quiz(
            document.data, citable=loading.citable, inline=render_inline, now=loading.now
        )
    except QuestionProblem as problem:
        raise document.problem(str(problem), ["questions", problem.index]) from problem
