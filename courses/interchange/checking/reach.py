"""Reach: every lesson can be come to, and nothing is held twice."""

from collections.abc import Iterator
from pathlib import Path

from courses.interchange.checking.contents import QUIZ, Contents
from courses.interchange.reading import ContentError, Document

_TAKEN = {
    "courses": "une autre formation",
    "modules": "un autre module",
    "lessons": "une autre leçon",
    "quizzes": "un autre questionnaire",
}


def check(contents: Contents) -> Iterator[ContentError]:
    yield from _identifiers(contents)
    for course in contents.courses:
        yield from _modules_of(contents, course)
    for folder in sorted(one for one in (contents.root / "modules").glob("*") if one.is_dir()):
        yield from _lessons_of(contents, folder)
    if not contents.missed("courses"):
        yield from _modules_of_no_course(contents)


def _identifiers(contents: Contents) -> Iterator[ContentError]:
    """Each is written once, and is the name of its file."""
    lessons = [lesson.heading for lesson in contents.lessons]
    for name, documents in {
        "courses": contents.courses,
        "modules": list(contents.modules.values()),
        "lessons": lessons,
        "quizzes": contents.quizzes,
    }.items():
        seen: set[str] = set()
        for document in documents:
            key = document.data["id"]
            if key in seen:
                told = f"l'identifiant « {key} » est déjà pris par {_TAKEN[name]}"
                yield document.problem(told, ["id"])
            elif key != _file_key(document.path):
                told = f"l'identifiant « {key} » n'est pas le nom du fichier"
                yield document.problem(told, ["id"])
            seen.add(key)


def _file_key(path: Path) -> str:
    return path.parent.name if path.name == "module.yaml" else path.name.split(".")[0]


def _modules_of(contents: Contents, course: Document) -> Iterator[ContentError]:
    named = course.data["modules"]
    for index, module in enumerate(named):
        key = module["id"]
        if key in [other["id"] for other in named[:index]]:
            yield course.problem(f"le module « {key} » est écrit deux fois", ["modules", index])
        if not (contents.root / "modules" / key / "module.yaml").exists():
            yield course.problem(f"le module « {key} » n'existe pas", ["modules", index])
    if not any(module.get("required", True) for module in named):
        yield course.problem("aucun module n'est obligatoire : rien ne s'achèverait", ["modules"])


def _lessons_of(contents: Contents, folder: Path) -> Iterator[ContentError]:
    """Lessons without their file, files without their module, questionnaires without a lesson."""
    module = contents.modules.get(folder.name)
    written = {path.stem for path in folder.glob("*.md")}
    if module:
        listed = module.data["lessons"]
        for index, key in enumerate(listed):
            if key not in written:
                yield module.problem(f"la leçon « {key} » n'a pas de fichier", ["lessons", index])
        for key in sorted(written - set(listed)):
            told = "leçon que personne n'atteint : son module ne la nomme pas"
            yield ContentError(folder / f"{key}.md", 1, told)
    for path in sorted(folder.glob(f"*{QUIZ}")):
        if path.name.removesuffix(QUIZ) not in written:
            yield ContentError(path, 1, "questionnaire sans leçon du même nom")


def _modules_of_no_course(contents: Contents) -> Iterator[ContentError]:
    held = {module["id"] for course in contents.courses for module in course.data["modules"]}
    for name, module in contents.modules.items():
        if name not in held:
            told = "module que personne n'atteint : aucune formation ne le contient"
            yield module.problem(told, ["id"])
