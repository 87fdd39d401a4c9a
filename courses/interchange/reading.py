"""Reading content files: YAML and Markdown checked against a schema, errors with file and line."""

import stat
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as SchemaError

from courses.interchange.shaping import schema_named, shaped

MAX_TEXT = 2_000_000
"""Bytes of a file of text: ten times the longest lesson, and the source document with ease."""
Place = tuple[str | int, ...]


class ContentError(Exception):
    """A content file that cannot be loaded: which file, which line, what is wrong (in French)."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        # Every module has its module.yaml: the folder says which.
        name = "/".join(path.parts[-2:]) if path.name == "module.yaml" else path.name
        where = f"{name}, ligne {line}" if line else name
        super().__init__(f"{where} : {problem}")


class Document:
    """What a file holds, with the line of each of its parts."""

    def __init__(self, path: Path, text: str, *, schema: str, first_line: int = 1) -> None:
        self.path, self._first_line = path, first_line
        try:
            loader = _Loader(text)
            self._node = loader.get_single_node()
            self.data: Any = loader.construct_document(self._node) if self._node else None
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark
            line = mark.line + first_line if mark else None
            raise ContentError(path, line, f"YAML illisible ({problem.problem})") from problem
        except yaml.reader.ReaderError as problem:
            line = text.count("\n", 0, problem.position) + first_line
            told = f"caractère interdit (U+{problem.character:04X})"
            raise ContentError(path, line, f"YAML illisible ({told})") from problem
        except ValueError as problem:
            raise ContentError(path, None, f"YAML illisible ({problem})") from problem
        except RecursionError:
            raise ContentError(path, None, "YAML illisible (trop de niveaux)") from None
        self._check(schema)
        self.data = shaped(self.data, schema_named(schema))

    def problem(self, problem: str, place: Iterable[str | int] = ()) -> ContentError:
        """The error to raise about one part of this document."""
        return ContentError(self.path, self.line_of(tuple(place)), problem)

    def line_of(self, place: Place) -> int:
        node = self._node
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            node = found
        return int(node.start_mark.line) + self._first_line if node else self._first_line

    def _check(self, schema: str) -> None:
        error = min(
            _validator(schema).iter_errors(self.data),
            key=lambda one: self.line_of(tuple(one.absolute_path)),
            default=None,
        )
        if error is not None:
            raise self.problem(_in_french(error), error.absolute_path)


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice, and keeps dates as they are written.

    It refuses aliases too: nine lines of them are worth a thousand million words.
    """

    def compose_node(self, parent: Any, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="les alias ne sont pas admis", problem_mark=mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _value in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="une clé est un mot, pas une liste", problem_mark=key_node.start_mark
                )
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"clé « {key} » écrite deux fois", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in kinds if not tag.endswith(":timestamp")]
    for first, kinds in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path, *, schema: str) -> Document:
    """A YAML file. ContentError when it is missing, unreadable, or not as its schema says."""
    return Document(path, read_text(path), schema=schema)


def read_lesson(path: Path) -> tuple[Document, str]:
    """A Markdown file: its YAML heading, between two lines of `---`, and its text."""
    lines = read_text(path).split("\n")
    ends = [at for at, line in enumerate(lines) if line.rstrip() == "---"]
    if ends[:1] != [0] or len(ends) < 2:
        raise ContentError(path, 1, "l'en-tête entre deux lignes « --- » manque")
    end = ends[1]
    heading = Document(path, "\n".join([*lines[1:end], ""]), schema="lesson", first_line=2)
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        raise ContentError(path, end + 1, "le texte de la leçon manque")
    return heading, body


def read_text(path: Path) -> str:
    """The text of a file. ContentError when it is missing, too long, or not in UTF-8."""
    try:
        # -sig: some editors write a mark at the head of the file, which is not its text.
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ContentError(path, None, "le fichier n'est pas en UTF-8") from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: Path) -> bytes:
    """A file of text as it is. ContentError when it is missing or too long: it is not read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ContentError(path, None, "ce n'est pas un fichier")
        if status.st_size > MAX_TEXT:
            size = f"{status.st_size / 1e6:.0f} Mo, {MAX_TEXT / 1e6:.0f} au plus"
            raise ContentError(path, None, f"fichier trop lourd pour un texte : {size}")
        with path.open("rb") as file:
            return file.read(MAX_TEXT)
    except FileNotFoundError as problem:
        raise ContentError(path, None, "fichier introuvable") from problem
    except OSError as problem:
        raise ContentError(path, None, f"fichier illisible ({problem.strerror})") from problem


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(
        schema_named(schema), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]
    return None


def _in_french(error: SchemaError) -> str:
    name = f"« {error.absolute_path[-1]} »" if error.absolute_path else "le fichier"
    wanted: Any = error.validator_value
    schema: Any = error.schema
    given: Any = error.instance
    sentences = {
        "required": lambda: (
            "il manque " + ", ".join(f"« {key} »" for key in wanted if key not in given)
        ),
        "additionalProperties": lambda: (
            "clé inconnue : "
            + ", ".join(f"« {key} »" for key in given if key not in schema["properties"])
        ),
        "type": lambda: f"{name} doit être de type {wanted}",
        "enum": lambda: f"{name} doit valoir {', '.join(map(str, wanted))}",
        "const": lambda: f"{name} doit valoir {wanted}",
        "pattern": lambda: f"{name} n'a pas la forme attendue ({wanted}) : {given!r}",
        "minLength": lambda: f"{name} est vide",
        "maxLength": lambda: f"{name} est trop long : {wanted} caractères au plus",
        "format": lambda: f"{name} n'est pas une date (AAAA-MM-JJ) : {error.instance!r}",
        "minItems": lambda: f"{name} demande au moins {wanted} élément(s)",
        "minimum": lambda: f"{name} doit valoir au moins {wanted}",
        "maximum": lambda: f"{name} doit valoir au plus {wanted}",
        "uniqueItems": lambda: f"{name} contient deux fois le même élément",
    }
    tell = sentences.get(str(error.validator))
    return tell() if tell else f"{name} : {error.message}"
