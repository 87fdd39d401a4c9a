"""The files of `knowledge/`, and `prisms.yaml`, as the site holds what they say."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from courses.interchange.dumping import yaml_text
from courses.interchange.shaping import schema_named, shaped
from courses.knowledge.models import (
    Decision,
    Finding,
    Notice,
    Prism,
    PrismValue,
    Reference,
    Source,
    Statement,
)

_CODE = re.compile(r"([A-Z]+)(\d+)(.*)")


def knowledge_files() -> dict[str, bytes]:
    """What is known, each file by its name in the folder of content."""
    sources = list(Source.objects.order_by("slug"))
    files = {f"knowledge/{Path(one.file).name}": one.text.encode() for one in sources}
    files |= _file("sources", {"sources": [one.written for one in sources]})
    files |= _statements()
    for model, name in ((Reference, "references"), (Decision, "decisions"), (Finding, "findings")):
        files |= _file(name, {name: _by_code(model.objects.all())})
    if notices := [one.written for one in Notice.objects.all()]:
        files |= _file("shelf", {"notices": notices})
    return files | _prisms()


def _statements() -> dict[str, bytes]:
    """One file; one for each source where several are quoted."""
    found: dict[str, list[Statement]] = {}
    for one in Statement.objects.select_related("source"):
        found.setdefault(one.source.slug, []).append(one)
    files: dict[str, bytes] = {}
    for slug, those in found.items():
        name = "statements" if len(found) == 1 else f"statements-{slug}"
        data = {"source": slug, "statements": _by_code(those)}
        files |= _file("statements", data, name=f"knowledge/{name}.yaml")
    return files


def _prisms() -> dict[str, bytes]:
    values = list(PrismValue.objects.all())
    if not values:
        return {}
    prisms = {
        prism: [one.written for one in values if one.prism == prism] for prism in Prism.values
    }
    return _file("prisms", {"prisms": prisms}, name="prisms.yaml")


def _by_code(those: Iterable[Any]) -> list[dict[str, Any]]:
    """In the order people count: A99 before A100, C04 before C04b."""
    return [one.written for one in sorted(those, key=lambda one: _rank(one.code))]


def _rank(code: str) -> tuple[str, int, str]:
    letter, number, rest = _CODE.fullmatch(code).groups()  # type: ignore[union-attr]
    return letter, int(number), rest


def _file(schema: str, data: dict[str, Any], *, name: str = "") -> dict[str, bytes]:
    known = schema_named(schema)
    return {name or f"knowledge/{schema}.yaml": yaml_text(shaped(data, known), known).encode()}
