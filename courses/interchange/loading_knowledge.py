"""Loading what lessons rest on: sources, statements, prisms, references, findings, the shelf."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from courses.interchange.reading import ContentError, Document, read_bytes, read_yaml
from courses.knowledge.citing import Citable, all_citable
from courses.knowledge.loading import (
    QuotationProblem,
    load_decision,
    load_finding,
    load_notice,
    load_prism,
    load_reference,
    load_source,
    load_statement,
)
from courses.knowledge.models import (
    Finding,
    FindingStatement,
    Notice,
    Prism,
    PrismValue,
    Source,
    Statement,
)

T = TypeVar("T")
Sources = Mapping[str, tuple[Source, str]]


@dataclass(frozen=True)
class Known:
    """What lessons and questions may rest on, those of folders loaded before included."""

    citable: Mapping[str, Citable]
    findings: Mapping[str, Finding]
    supported: Mapping[str, list[str]]
    """Codes of the findings that each statement supports."""


def load_knowledge(root: Path) -> Known:
    """Keep what `knowledge/` and `prisms.yaml` say. ContentError says what is wrong."""
    folder = root / "knowledge"
    sources = read_yaml(folder / "sources.yaml", schema="sources")
    texts = {
        one["id"]: _load_source(sources, index, one)
        for index, one in enumerate(sources.data["sources"])
    }
    statements = _load_statements(folder, texts)
    values = _load_prisms(root / "prisms.yaml")
    references = _each(
        _listed(folder, "references"), "references", lambda one: load_reference(one, values)
    )
    for one in _listed(folder, "decisions").data["decisions"]:
        load_decision(one)
    findings = _each(
        _listed(folder, "findings"),
        "findings",
        lambda one: load_finding(one, statements, references, values),
    )
    _load_shelf(
        folder / "shelf.yaml",
        sources={name: source for name, (source, _text) in texts.items()},
        references=references,
        findings=findings,
        values=values,
    )
    return _known()


def _known() -> Known:
    supported: dict[str, list[str]] = {}
    places = FindingStatement.objects.order_by("finding__code")
    for statement, finding in places.values_list("statement__code", "finding__code"):
        supported.setdefault(statement, []).append(finding)
    findings = {one.code: one for one in Finding.objects.whole()}
    return Known(all_citable(), findings, supported)


def _each(document: Document, name: str, load: Callable[[dict[str, Any]], T]) -> dict[str, T]:
    """Each entry of a list loaded, by its code; a code that names nothing is said with its line."""
    found = {}
    for index, one in enumerate(document.data[name]):
        try:
            found[one["code"]] = load(one)
        except KeyError as missing:
            raise document.problem(f"le code {missing} n'existe pas", [name, index]) from None
    return found


def _load_prisms(path: Path) -> dict[str, PrismValue]:
    """The values of the prisms, by « prism.key »; a folder without this file changes none."""
    if path.exists():
        written = read_yaml(path, schema="prisms").data["prisms"]
        for prism in Prism.values:
            load_prism(prism, written.get(prism, []))
    return {f"{value.prism}.{value.key}": value for value in PrismValue.objects.all()}


def _load_shelf(path: Path, **known: Any) -> None:
    if not path.exists():
        return
    document = read_yaml(path, schema="shelf")
    Notice.objects.exclude(key__in=[one["id"] for one in document.data["notices"]]).delete()
    for index, one in enumerate(document.data["notices"]):
        try:
            load_notice(one, index + 1, **known)
        except KeyError as missing:
            raise document.problem(f"le code {missing} n'existe pas", ["notices", index]) from None


def _listed(folder: Path, name: str) -> Document:
    document = read_yaml(folder / f"{name}.yaml", schema=name)
    _check_codes(document, name, set())
    return document


def _check_codes(document: Document, name: str, taken: set[str]) -> None:
    for index, one in enumerate(document.data[name]):
        if one["code"] in taken:
            raise document.problem(
                f"le code {one['code']} est écrit deux fois", [name, index, "code"]
            )
        taken.add(one["code"])


def _load_source(document: Document, index: int, written: dict[str, Any]) -> tuple[Source, str]:
    path = document.path.parent / written["file"]
    if not path.exists():
        raise document.problem(f"fichier introuvable : {path.name}", ["sources", index, "file"])
    content = read_bytes(path)
    try:
        return load_source(written, content), content.decode()
    except UnicodeDecodeError:
        raise ContentError(path, None, "le fichier n'est pas en UTF-8") from None
    except QuotationProblem as problem:
        raise document.problem(str(problem), ["sources", index, "sha256"]) from problem


def _load_statements(folder: Path, sources: Sources) -> dict[str, Statement]:
    """Those of `statements.yaml`; each source has a file of its own where there are several."""
    paths = sorted(folder.glob("statements-*.yaml"))
    if not paths or (folder / "statements.yaml").exists():
        paths = [folder / "statements.yaml", *paths]
    taken: set[str] = set()
    found = {}
    for path in paths:
        document = read_yaml(path, schema="statements")
        _check_codes(document, "statements", taken)
        found.update(_load_statements_of(document, sources))
    return found


def _load_statements_of(document: Document, sources: Sources) -> dict[str, Statement]:
    if document.data["source"] not in sources:
        raise document.problem("cette source n'est pas décrite dans sources.yaml", ["source"])
    source, text = sources[document.data["source"]]
    found = {}
    for index, one in enumerate(document.data["statements"]):
        try:
            found[one["code"]] = load_statement(source, text, one)
        except QuotationProblem as problem:
            raise document.problem(str(problem), ["statements", index, "text"]) from problem
    return found
