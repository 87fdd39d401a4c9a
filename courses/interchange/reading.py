"""Reading content files: YAML and Markdown checked against a schema, errors with file and line."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as SchemaError

SCHEMAS = Path(__file__).parent / "schemas"
Place = tuple[str | int, ...]


class ContentError(Exception):
    """A content file that cannot be loaded: which file, which line, what is wrong (in French)."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        where = f"{path.name}, ligne {line}" if line else path.name
        super().__init__(f"{where} : {problem}")


class Document:
    """What a file holds, with the line of each of its parts."""

    def __init__(self, path: Path, text: str, *, schema: str, first_line: int = 1) -> None:
        self.path, self._first_line = path, first_line
        try:
            self._node = yaml.compose(text, Loader=_Loader)
            self.data: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 (safe loader)
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
        self._check(schema)

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
    """SafeLoader that refuses a key written twice, and keeps dates as they are written."""

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
    return Document(path, _text(path), schema=schema)


def read_lesson(path: Path) -> tuple[Document, str]:
    """A Markdown file: its YAML heading, between two lines of `---`, and its text."""
    lines = _text(path).split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise ContentError(path, 1, "l'en-tête entre deux lignes « --- » manque")
    end = next(at for at, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    heading = Document(path, "\n".join(lines[1:end]), schema="lesson", first_line=2)
    body = "\n".join(lines[end + 1 :]).strip()
    if not body:
        raise ContentError(path, end + 1, "le texte de la leçon manque")
    return heading, body + "\n"


def _text(path: Path) -> str:
    try:
        # -sig: some editors write a mark at the head of the file, which is not its text.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise ContentError(path, None, "fichier introuvable") from problem
    except UnicodeDecodeError as problem:
        raise ContentError(path, None, "le fichier n'est pas en UTF-8") from problem


@cache
def _validator(schema: str) -> Draft202012Validator:
    written = json.loads((SCHEMAS / f"{schema}.schema.json").read_text())
    return Draft202012Validator(written, format_checker=Draft202012Validator.FORMAT_CHECKER)


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
