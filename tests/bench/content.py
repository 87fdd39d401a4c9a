"""Courses of any size, made of the shipped lessons, in a folder like courses/content/."""

import re
import shutil
from collections.abc import Iterator
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import yaml

from courses.interchange.loading import SHIPPED

PER_MODULE = 6


def write_content(
    folder: Path, course: str, *, lessons: int, words: int = 0, findings: int = 0
) -> Path:
    """A folder with one course of so many lessons, each with its questionnaire.

    Each lesson has at least so many words, and names every finding: those shipped and as many
    more as asked for.
    """
    for shared in ("knowledge", "diagrams"):
        shutil.copytree(SHIPPED / shared, folder / shared)
    shutil.copy(SHIPPED / "prisms.yaml", folder)
    codes = _add_findings(folder / "knowledge" / "findings.yaml", findings)
    slugs = [f"{course}-{number}" for number in range(1, lessons + 1)]
    modules = {
        f"{course}-module-{start // PER_MODULE + 1}": slugs[start : start + PER_MODULE]
        for start in range(0, lessons, PER_MODULE)
    }
    texts = cycle(_shipped_lessons())
    for module, inside in modules.items():
        place = folder / "modules" / module
        place.mkdir(parents=True)
        _write(place / "module.yaml", {"id": module, "title": module, "lessons": inside})
        for slug in inside:
            _write_lesson(place / f"{slug}.md", slug, texts, words, codes)
    shipped = yaml.safe_load((SHIPPED / "courses" / "alliances-et-confiance.yaml").read_text())
    (folder / "courses").mkdir()
    _write(
        folder / "courses" / f"{course}.yaml",
        {**shipped, "id": course, "title": course, "modules": [{"id": one} for one in modules]},
    )
    return folder


def _shipped_lessons() -> list[Path]:
    """The shipped lessons that have a questionnaire."""
    found = sorted(SHIPPED.glob("modules/*/*.quiz.yaml"))
    return [path.with_name(path.name.replace(".quiz.yaml", ".md")) for path in found]


def _write_lesson(
    path: Path, slug: str, texts: Iterator[Path], words: int, findings: list[str]
) -> None:
    first = next(texts)
    heading, body = _read_lesson(first)
    while len(body.split()) < words:
        body += _read_lesson(next(texts))[1]
    heading |= {"id": slug, "title": f"{heading['title']} ({slug})", "findings": findings}
    path.write_text(f"---\n{yaml.safe_dump(heading, allow_unicode=True)}---\n{body}")
    quiz = yaml.safe_load(first.with_suffix(".quiz.yaml").read_text())
    # Every question on one page: the dearest one.
    _write(path.with_suffix(".quiz.yaml"), {**quiz, "id": slug, "layout": "all"})


def _read_lesson(path: Path) -> tuple[dict[str, Any], str]:
    _nothing, heading, body = path.read_text().split("---\n", 2)
    # Put after another text, its passages need other identifiers, and its drawings other names.
    body = re.sub(r"(?m)^(/// \w+.*?)(?: \|)? #[a-z0-9-]+$", r"\1", body)
    return yaml.safe_load(heading), re.sub(r"(?m)^/// schema .*\n///$", "", body)


def _add_findings(path: Path, more: int) -> list[str]:
    """Copy the first finding so many times; returns the code of every finding."""
    content = yaml.safe_load(path.read_text())
    shipped = content["findings"]
    copies = [{**shipped[0], "code": f"R{900 + number}"} for number in range(more)]
    _write(path, {**content, "findings": [*shipped, *copies]})
    return [one["code"] for one in chain(shipped, copies)]


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False))


class _Dumper(yaml.SafeDumper):
    """Writes everything in full: content files have no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
