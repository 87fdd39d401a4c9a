"""Images, diagrams and videos: each has its equal in words, each is there, each is used."""

import re
from collections.abc import Iterator
from pathlib import Path

from courses.catalogue.illustrating import told
from courses.catalogue.markup.drawing import draw
from courses.interchange.checking.contents import Contents, Lesson
from courses.interchange.checking.scanning import Mark
from courses.interchange.reading import ContentError, read_text

FOLDER = "media/"
RECORDINGS = {
    "video": {"captions": "sous-titres", "transcript": "transcription"},
    "audio": {"transcript": "transcription"},
}
"""What a recording must have beside it, for those who cannot hear or see it."""
_IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]*)")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)


def check(contents: Contents) -> Iterator[ContentError]:
    yield from _check_diagrams(contents)
    for lesson in contents.lessons:
        for line, problem in _image_problems(contents, lesson):
            yield ContentError(lesson.path, line, problem)
        for mark in lesson.scanned.marks:
            if mark.name in RECORDINGS:
                for problem in _recording_problems(contents, mark):
                    yield ContentError(lesson.path, mark.line, problem)
    if not contents.missed("modules"):
        yield from _unused_media(contents)


def _named(contents: Contents, kind: str) -> Iterator[tuple[Lesson, Mark, str]]:
    """The blocks of this kind, with the name that each asks for."""
    for lesson in contents.lessons:
        for mark in lesson.scanned.marks:
            if mark.name == kind and mark.words:
                yield lesson, mark, mark.words[0]


def _files(folder: Path, suffix: str) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob(f"*{suffix}"))}


def _check_diagrams(contents: Contents) -> Iterator[ContentError]:
    folder = contents.root / "diagrams"
    drawings, texts = _files(folder, ".svg"), _files(folder, ".md")
    used = set()
    for lesson, mark, name in _named(contents, "schema"):
        used.add(name)
        if name not in drawings:
            yield ContentError(lesson.path, mark.line, f"le schéma « {name} » n'existe pas")
    for name, path in drawings.items():
        if name not in used and not contents.missed("modules"):
            yield ContentError(path, None, "schéma que nulle leçon ne montre")
        yield from _check_diagram(path, texts.get(name))
    for name in sorted(set(texts) - set(drawings)):
        yield ContentError(texts[name], None, "ce texte n'a pas de dessin (.svg) à côté de lui")


def _check_diagram(path: Path, words: Path | None) -> Iterator[ContentError]:
    title = ""
    if words is None:
        yield ContentError(path, None, f"schéma sans son texte : {path.stem}.md manque")
    try:
        title = told(read_text(words))[0] if words else ""
    except ContentError:
        pass  # told when the folder was read
    except ValueError as problem:
        yield ContentError(words or path, 1, str(problem))
    try:
        draw(read_text(path), name=path.stem, title=title)
    except ContentError as problem:
        yield problem
    except ValueError as problem:
        yield ContentError(path, None, str(problem))


def _images(lesson: Lesson) -> Iterator[tuple[int, str, str]]:
    """Each image of a lesson: its line, its text equivalent, its address."""
    for block in lesson.scanned.blocks:
        for image in _IMAGE.finditer(block.text):
            yield block.line_at(image.start()), image[1].strip(), image[2]


def _image_problems(contents: Contents, lesson: Lesson) -> Iterator[tuple[int, str]]:
    for line, words, address in _images(lesson):
        if not words:
            yield line, f"image sans équivalent textuel : ![description]({address})"
        if not _is_there(contents, address):
            yield line, f"image introuvable dans {FOLDER} : {address}"
    for block in lesson.scanned.blocks:
        for image in _HTML_IMAGE.finditer(block.text):
            told = f"une image s'écrit ![description]({FOLDER}nom.jpg), pas en HTML"
            yield block.line_at(image.start()), told


def _is_there(contents: Contents, address: str) -> bool:
    return address.startswith(FOLDER) and (contents.root / address).is_file()


def _recording_problems(contents: Contents, mark: Mark) -> Iterator[str]:
    told = f"« {' '.join(mark.words)} »"
    if not (mark.words and _is_there(contents, FOLDER + mark.words[0])):
        yield f"le média {told} n'existe pas"
    for option, what in RECORDINGS[mark.name].items():
        if not mark.options.get(option):
            yield f"{told} n'a pas de {what} (« {option}: nom du fichier »)"
        elif not _is_there(contents, FOLDER + mark.options[option]):
            yield f"{told} : {what} : {FOLDER}{mark.options[option]} est introuvable"


def _unused_media(contents: Contents) -> Iterator[ContentError]:
    used = set()
    for lesson in contents.lessons:
        used |= {address.removeprefix(FOLDER) for _line, _words, address in _images(lesson)}
        for mark in lesson.scanned.marks:
            if mark.name in RECORDINGS:
                used |= {*mark.words, *mark.options.values()}
    for path in sorted((contents.root / "media").glob("*")):
        if path.name not in used and not path.name.startswith("."):
            yield ContentError(path, None, "fichier que nulle leçon ne montre")
