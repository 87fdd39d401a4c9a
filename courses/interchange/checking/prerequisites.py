"""Prerequisites: each names something, and can be met before the course that asks for it."""

from collections.abc import Iterator

from courses.interchange.checking.contents import Contents
from courses.interchange.reading import ContentError, Document


def check(contents: Contents) -> Iterator[ContentError]:
    if contents.missed("courses"):
        return  # what it holds, and what it asks for, nobody can say
    begun = _can_be_begun(contents)
    for course in contents.courses:
        requires = course.data.get("requires", {})
        for index, key in enumerate(requires.get("courses", [])):
            if problem := _course_problem(contents, key, begun, course):
                yield course.problem(problem, ["requires", "courses", index])
        for index, key in enumerate(requires.get("modules", [])):
            if problem := _module_problem(contents, key, begun, course):
                yield course.problem(problem, ["requires", "modules", index])


def _course_problem(contents: Contents, key: str, begun: set[str], course: Document) -> str:
    if key not in {one.data["id"] for one in contents.courses}:
        return f"la formation demandée « {key} » n'existe pas"
    return "" if key in begun else _never(contents, f"la formation « {key} »", {key}, course)


def _module_problem(contents: Contents, key: str, begun: set[str], course: Document) -> str:
    if not (contents.root / "modules" / key / "module.yaml").exists():
        return f"le module demandé « {key} » n'existe pas"
    holders = _holders(contents, key)
    if not holders:
        return f"aucune formation ne contient le module demandé « {key} »"
    return "" if holders & begun else _never(contents, f"le module « {key} »", holders, course)


def _never(contents: Contents, told: str, through: set[str], course: Document) -> str:
    """Why this prerequisite is never met: those who could meet it wait for this course."""
    if course.data["id"] in _needed(contents, through):
        return f"cycle : pour suivre {told}, il faut déjà suivre cette formation"
    return f"{told} ne peut jamais être suivie : ses propres prérequis sont impossibles"


def _holders(contents: Contents, module: str) -> set[str]:
    return {
        course.data["id"]
        for course in contents.courses
        if module in {one["id"] for one in course.data["modules"]}
    }


def _can_be_begun(contents: Contents) -> set[str]:
    """The courses that somebody who has followed nothing yet can come to, one after another."""
    begun: set[str] = set()
    while True:
        more = {
            course.data["id"]
            for course in contents.courses
            if course.data["id"] not in begun and _is_open(contents, course, begun)
        }
        if not more:
            return begun
        begun |= more


def _is_open(contents: Contents, course: Document, begun: set[str]) -> bool:
    requires = course.data.get("requires", {})
    return set(requires.get("courses", [])) <= begun and all(
        _holders(contents, key) & begun for key in requires.get("modules", [])
    )


def _needed(contents: Contents, courses: set[str]) -> set[str]:
    """These courses, and those that they ask for, and so on."""
    asked: dict[str, set[str]] = {}
    for course in contents.courses:
        requires = course.data.get("requires", {})
        holders = (_holders(contents, module) for module in requires.get("modules", []))
        asked[course.data["id"]] = set(requires.get("courses", [])).union(*holders)
    found: set[str] = set()
    left = set(courses)
    while left:
        found |= left
        left = set().union(*(asked.get(key, set()) for key in left)) - found
    return found
