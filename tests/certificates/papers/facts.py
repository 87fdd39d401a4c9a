"""A document's words, built without a database; and what is read of a PDF."""

import re
import subprocess
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

from django.utils import translation

from certificates.kinds import kind_of
from certificates.papers.choosing import shipped_paper
from certificates.wording import issued_by

FACTS: dict[str, dict[str, Any]] = {
    "followed": {"lesson_count": 7, "minutes": 95},
    "attended": {"starts_on": "2026-03-03", "ends_on": "2026-03-03", "hours": 3.5},
    "carried_out": {
        "starts_on": "2026-03-03",
        "ends_on": "2026-03-04",
        "hours": 12.5,
        "employer": "Les Mains vertes",
    },
    "experienced": {"starts_on": "2026-01-05", "ends_on": "2026-09-30", "stages": 6},
    "trained": {
        "starts_on": "2026-03-03",
        "ends_on": "2026-03-04",
        "hours": 14,
        "result": "étude de cas : objectifs atteints",
    },
}
AIMS = ["distinguer les formes d’alliance", "préparer une rencontre"]
URL = "https://exemple.org/attestations/0123456789ABCDEFGHJKMNPQRS/"


def claims_of(kind: str = "followed", language: str = "fr", **more: Any) -> dict[str, Any]:
    """What a document of this kind prints; `more` over it."""
    course = more.get("course", "Alliances et confiance")
    version: Any = SimpleNamespace(title=course, aims=AIMS, number=1)
    with translation.override(language):
        return {
            "kind": kind,
            "language": language,
            "number": "2026-ABCD-EFGH",
            "number_line": "Numéro 2026-ABCD-EFGH",
            "code": "01234-56789-ABCDE-FGHJK-MNPQRS",
            "url": URL,
            "shown_url": "exemple.org/attestations/verifier/",
            "qr_alt": f"Code QR menant à {URL}",
            "check": "Vérifier ce document :",
            "seal": "Document scellé.",
            "title": kind_of(kind).title(),
            "name": "Alice Lefèvre-Nuñez",
            "course": course,
            "expires_on": "",
            "issued_at": "2026-11-23T10:00:00+00:00",
            **kind_of(kind).words(FACTS[kind], version, date(2026, 11, 23)),
            **issued_by(shipped_paper(kind), date(2026, 11, 23)),
            **more,
        }


def run(*command: Any) -> str:
    """What a tool of the system says; a failure when it complains of anything."""
    done = subprocess.run([str(one) for one in command], capture_output=True, check=True)
    assert done.stderr == b"", done.stderr
    return done.stdout.decode()


def text_of(path: Path, *, order: str = "-layout") -> str:
    """The text, on one line. Poppler frames what reads from right to left in invisible marks.

    As laid out, a hyphen at the end of a line is kept; as the `-raw` content, cells are whole.
    """
    said = re.sub("[\u202a-\u202e]", "", run("pdftotext", order, path, "-"))
    return normalize("NFC", " ".join(said.split()))


def raster(path: Path, *, dpi: int = 60) -> tuple[int, int, bytes]:
    """Width, height and grey points of the first page."""
    picture = path.with_suffix("")
    run("pdftoppm", "-r", dpi, "-gray", "-singlefile", path, picture)
    head, size, _depth, points = picture.with_suffix(".pgm").read_bytes().split(b"\n", 3)
    assert head == b"P5"
    width, height = map(int, size.split())
    return width, height, points
