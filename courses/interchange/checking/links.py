"""Links within the site that lead nowhere."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from courses.interchange.checking.contents import Contents, Lesson
from courses.interchange.checking.scanning import Block
from courses.interchange.reading import ContentError

_LINK = re.compile(
    r"(?<!!)\[[^\]\n]*\]\(\s*<?([^)\s>]+)|^\s*\[[^\]^][^\]]*\]:\s*<?([^\s>]+)"
    r"|<a\b[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)",
    re.MULTILINE | re.IGNORECASE,
)
_ID = re.compile(r'\bid="([^"]+)"')
_ELSEWHERE = re.compile(r"^(?:https?:|mailto:|//)", re.IGNORECASE)
POOLS = {
    "finding": "findings",
    "statement": "statements",
    "reference": "references",
    "decision": "decisions",
    "notice": "shelf",
}
"""The list that each page of the resource centre reads, by the name of its address."""


def check(contents: Contents) -> Iterator[ContentError]:
    for lesson in contents.lessons:
        for block in lesson.scanned.blocks:
            for line, target in _links(block):
                if problem := _problem(contents, lesson, target):
                    yield ContentError(lesson.path, line, f"lien mort : {target} ({problem})")


def _links(block: Block) -> Iterator[tuple[int, str]]:
    for link in _LINK.finditer(block.text):
        yield block.line_at(link.start()), next(filter(None, link.groups()))


def _problem(contents: Contents, lesson: Lesson, target: str) -> str:
    """Why a link leads nowhere; addresses of other sites are the business of marks.py."""
    if _ELSEWHERE.match(target):
        return ""
    if target.startswith("#"):
        return _anchor_problem(lesson, target[1:])
    if not target.startswith("/"):
        return "une adresse du site commence par « / »"
    try:
        found = resolve(unquote(urlsplit(target).path))
    except Resolver404:
        return "le site n'a pas cette page"
    return _named_problem(contents, found)


def _anchor_problem(lesson: Lesson, anchor: str) -> str:
    if not lesson.html:
        return ""
    # Markup gives a prefix to the identifiers of authors, and to the links to them.
    anchors = {anchor, f"c-{anchor}"} & set(_ID.findall(lesson.html))
    return "" if anchors else "cette leçon n'a pas cette ancre"


def _named_problem(contents: Contents, found: ResolverMatch) -> str:
    """A page that exists for something else than what the link names."""
    given = {name: str(value) for name, value in found.kwargs.items()}
    courses = {course.data["id"]: course for course in contents.courses}
    if "course" in given:
        if given["course"] not in courses:
            return f"aucune formation « {given['course']} »"
        lessons = contents.lessons_of(courses[given["course"]])
        if given.get("lesson", "") not in {"", *lessons}:
            return f"cette formation n'a pas de leçon « {given['lesson']} »"
    pool = POOLS.get(found.url_name or "")
    name = given.get("code", given.get("key", ""))
    if pool and name and pool in contents.knowledge:
        key = "id" if pool == "shelf" else "code"
        if name not in {entry[key] for entry in contents.entries(pool)}:
            return f"« {name} » ne désigne rien"
    return ""
