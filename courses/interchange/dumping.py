"""YAML as this project writes it: one text for one content, that people read and edit.

A sentence stands between double quotes, whatever it holds: « oui : non », « yes », a date or a
dash mean nothing else. Identifiers, codes and numbers stand bare; lines are never folded.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from courses.interchange.shaping import Schema, properties_of

INDENT = "  "
_BARE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._/-]*")
# What a reader of YAML takes for a line end, or refuses, when it is not escaped.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# What a literal block would not give back: control characters, blanks at the ends of a line.
_NOT_LITERAL = re.compile(r"[\x00-\x09\x0b-\x1f]|^\s|(?m:[^\S\n]$|^[^\S\n])|\n\n\Z")


def yaml_text(data: dict[str, Any], schema: Schema) -> str:
    """The text of a file that holds this, which is already in the shape of its schema."""
    return "\n".join(_mapping(data, schema)) + "\n"


def _mapping(data: dict[str, Any], schema: Schema) -> Iterator[str]:
    properties = properties_of(schema, data)
    for key, value in data.items():
        inside = properties.get(key, {})
        name = _scalar(key, is_word=True)
        if _is_inline(value, inside):
            yield f"{name}: {_inline(value, inside)}"
        elif isinstance(value, str):
            yield f"{name}: {_literal_mark(value)}"
            yield from _indented(_literal_lines(value))
        else:
            yield f"{name}:"
            nested = _mapping if isinstance(value, dict) else _sequence
            yield from _indented(nested(value, inside))


def _sequence(data: list[Any], schema: Schema) -> Iterator[str]:
    inside = schema.get("items", {})
    for one in data:
        if isinstance(one, dict) and one:
            lines = _mapping(one, inside)
        elif isinstance(one, list) or _is_inline(one, inside):
            lines = iter([_inline(one, inside)])
        else:
            lines = iter([_literal_mark(one), *_indented(_literal_lines(one))])
        yield f"- {next(lines)}"
        # What follows a dash is aligned on it; a literal block is one step further in.
        yield from _indented(lines) if isinstance(one, dict) else lines


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"{INDENT}{line}" if line else "" for line in lines)


def _is_inline(value: Any, schema: Schema) -> bool:
    if isinstance(value, dict):
        return not value
    if isinstance(value, list):
        return not value or schema.get("x-flow", False)
    return not (isinstance(value, str) and _is_literal(value))


def _inline(value: Any, schema: Schema) -> str:
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        inside = schema.get("items", {})
        return f"[{', '.join(_inline(one, inside) for one in value)}]"
    return _scalar(value, is_word=bool({"pattern", "enum", "const", "format"} & schema.keys()))


def _scalar(value: Any, *, is_word: bool) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if is_word and _BARE.fullmatch(value) and not _means_something_else(value):
        return value
    # JSON's escapes are YAML's; it leaves bare a few characters that YAML does not allow.
    return _ESCAPED.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)
    )


def _means_something_else(word: str) -> bool:
    """True for « yes », « null », « 12 », « 2017-11-23 », which YAML takes for other things."""
    patterns = yaml.SafeLoader.yaml_implicit_resolvers.get(word[0], [])
    return any(pattern.match(word) for _tag, pattern in patterns)


def _is_literal(text: str) -> bool:
    return "\n" in text and not _ESCAPED.search(text) and not _NOT_LITERAL.search(text)


def _literal_mark(text: str) -> str:
    return "|" if text.endswith("\n") else "|-"


def _literal_lines(text: str) -> Iterator[str]:
    return iter(text.removesuffix("\n").split("\n"))
