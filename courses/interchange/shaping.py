"""The one shape of what a file says: keys in the order of its schema, defaults told one way.

Two writings of the same thing have the same shape, hence the same versions and the same export.
A schema says `default`; `x-spelt` beside it asks that the default be written in full.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parent / "schemas"
Schema = Mapping[str, Any]


@cache
def schema_named(name: str) -> Schema:
    """The JSON schema of a kind of file."""
    found: Schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


def shaped(data: Any, schema: Schema) -> Any:
    """The same, in its one shape. What is given is already as its schema says."""
    if isinstance(data, dict):
        return _shaped_mapping(data, properties_of(schema, data))
    if isinstance(data, list):
        return [shaped(one, schema.get("items", {})) for one in data]
    if isinstance(data, float) and data.is_integer():
        return int(data)
    return data


def _shaped_mapping(data: Mapping[str, Any], properties: Mapping[str, Schema]) -> dict[str, Any]:
    found = {}
    for name, schema in properties.items():
        is_spelt = schema.get("x-spelt", False)
        if name in data:
            value = shaped(data[name], schema)
            if is_spelt or "default" not in schema or value != schema["default"]:
                found[name] = value
        elif is_spelt:
            found[name] = deepcopy(schema["default"])
    return found


def properties_of(schema: Schema, data: Mapping[str, Any]) -> dict[str, Schema]:
    """What may stand in this mapping, in order: a schema's own, or those of the case it is in."""
    for case in schema.get("allOf", []):
        then = case["then"]
        if "properties" in then and _is_case(case["if"]["properties"], data):
            return dict(then["properties"])
    named: dict[str, Schema] = dict(schema.get("properties", {}))
    others: Any = schema.get("additionalProperties", True)
    if isinstance(others, dict):
        named |= {name: others for name in sorted(data) if name not in named}
    return named


def _is_case(wanted: Mapping[str, Schema], data: Mapping[str, Any]) -> bool:
    return all(
        data.get(name) in one.get("enum", [one.get("const")]) for name, one in wanted.items()
    )
