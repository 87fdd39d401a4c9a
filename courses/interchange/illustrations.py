"""Loading what goes with lessons: the diagrams and the media of a folder."""

import re
from datetime import datetime
from pathlib import Path

from courses.catalogue.illustrating import show_diagram, told
from courses.catalogue.media import MediaProblem, keep_media
from courses.catalogue.models import Diagram
from courses.interchange.reading import ContentError, read_text

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_illustrations(folder: Path, *, now: datetime, stored: list[str]) -> None:
    """Keep the diagrams (`diagrams/name.svg` and `name.md`) and the files of `media/`.

    `stored` receives the names of these files in the storage.
    """
    for path in sorted((folder / "diagrams").glob("*.svg")):
        _load_diagram(path)
    for path in (folder / "diagrams").glob("*.md"):
        if not path.with_suffix(".svg").exists():
            raise ContentError(path, None, "ce texte n'a pas de dessin (.svg) à côté de lui")
    for path in sorted((folder / "media").glob("*")):
        stored += _load_medium(path, now)


def _load_diagram(path: Path) -> None:
    if not _NAME.fullmatch(path.stem):
        raise ContentError(path, None, "un schéma se nomme en minuscules, chiffres et tirets")
    words = path.with_suffix(".md")
    svg, text = read_text(path), read_text(words)
    try:
        told(text)
    except ValueError as problem:
        raise ContentError(words, None, str(problem)) from problem
    diagram = Diagram(key=path.stem, svg=svg, text=text)
    try:
        show_diagram(diagram)
    except ValueError as problem:
        raise ContentError(path, None, str(problem)) from problem
    Diagram.objects.update_or_create(key=path.stem, defaults={"svg": svg, "text": text})


def _load_medium(path: Path, now: datetime) -> list[str]:
    if path.name.startswith("."):
        return []  # what a file manager leaves everywhere
    if not path.is_file():
        raise ContentError(path, None, "le dossier des médias n'a pas de sous-dossier")
    try:
        with path.open("rb") as content:
            return [keep_media(path.name, content, now=now).file.name or ""]
    except MediaProblem as problem:
        raise ContentError(path, None, str(problem)) from problem
