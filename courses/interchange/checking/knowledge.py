"""What the source says, to the character; and lists whose entries name one another."""

from collections.abc import Iterator
from typing import Any

from courses.interchange.checking.contents import Contents, Entry
from courses.interchange.reading import ContentError, Document
from courses.knowledge.quoting import quoted_lines, sha256

KEYS = {"sources": "id", "shelf": "id"}
"""What names an entry of a list, where it is not a code."""


def check(contents: Contents) -> Iterator[ContentError]:
    for name, document in contents.knowledge.items():
        yield from _written_twice(contents.entries(name), document, _list_of(name), KEYS.get(name))
    texts = yield from _check_sources(contents)
    yield from _check_statements(contents, texts)
    yield from _check_findings(contents)
    yield from _check_prisms(contents)
    yield from _check_shelf(contents)


def _list_of(name: str) -> str:
    return "notices" if name == "shelf" else name


def _written_twice(
    entries: list[Entry], document: Document, name: str, key: str | None
) -> Iterator[ContentError]:
    key = key or "code"
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry[key] in seen:
            yield document.problem(f"« {entry[key]} » est écrit deux fois", [name, index, key])
        seen.add(entry[key])


def _check_sources(contents: Contents) -> Any:
    """The text of each source that is the one described; a generator that returns them."""
    texts: dict[str, str] = {}
    for index, source in enumerate(contents.entries("sources")):
        document = contents.knowledge["sources"]
        path = document.path.parent / source["file"]
        if not path.is_file():
            yield document.problem(
                f"fichier introuvable : {source['file']}", ["sources", index, "file"]
            )
            continue
        content = path.read_bytes()
        if (found := sha256(content)) != source["sha256"]:
            yield document.problem(
                f"le document a changé : son SHA-256 est {found}", ["sources", index, "sha256"]
            )
        try:
            texts[source["id"]] = content.decode()
        except UnicodeDecodeError:
            yield ContentError(path, None, "le fichier n'est pas en UTF-8")
    return texts


def _check_statements(contents: Contents, texts: dict[str, str]) -> Iterator[ContentError]:
    document = contents.knowledge.get("statements")
    if document is None:
        return
    named = document.data["source"]
    known = {source["id"] for source in contents.entries("sources")}
    if "sources" in contents.knowledge and named not in known:
        yield document.problem("cette source n'est pas décrite dans sources.yaml", ["source"])
    if named not in texts:
        return
    for index, entry in enumerate(document.data["statements"]):
        first, last = entry["lines"]
        quoted = quoted_lines(texts[named], first, last)
        if quoted != entry["text"]:
            yield document.problem(
                f"la citation {entry['code']} diffère de la source, lignes {first} à {last} ; "
                f"la source dit : « {quoted} »",
                ["statements", index, "text"],
            )


def _check_findings(contents: Contents) -> Iterator[ContentError]:
    statements = contents.coded("statements")
    for index, finding in enumerate(contents.entries("findings")):
        document = contents.knowledge["findings"]
        for place, code in enumerate(finding["statements"]):
            if statements.get(code, {}).get("kind") == "heading":
                yield document.problem(
                    f"{code} n'est qu'un titre : il n'établit aucun résultat",
                    ["findings", index, "statements", place],
                )


def _check_prisms(contents: Contents) -> Iterator[ContentError]:
    """The values of prisms that entries name."""
    if contents.prisms is None:
        return
    known = {
        (prism, value["id"])
        for prism, values in contents.prisms.data["prisms"].items()
        for value in values
    }
    for name in ("references", "findings", "shelf"):
        for index, entry in enumerate(contents.entries(name)):
            for prism, keys in entry.get("values", {}).items():
                for place, key in enumerate(keys):
                    if (prism, key) not in known:
                        yield contents.knowledge[name].problem(
                            f"« {key} » n'est pas une valeur de ce prisme",
                            [_list_of(name), index, "values", prism, place],
                        )


def _check_shelf(contents: Contents) -> Iterator[ContentError]:
    known = {source["id"] for source in contents.entries("sources")}
    for index, notice in enumerate(contents.entries("shelf")):
        if "sources" in contents.knowledge and notice.get("source", None) not in {None, *known}:
            yield contents.knowledge["shelf"].problem(
                f"la source « {notice['source']} » n'est pas décrite",
                ["notices", index, "source"],
            )
