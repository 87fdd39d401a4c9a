"""Papers as an administrator would write them, and formats whose facts a test gives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from certificates.kinds import kind_of
from certificates.papers.choosing import shipped_paper
from certificates.papers.editing import write_template
from certificates.papers.models import TemplateVersion
from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from courses.hooks import Missing, Step
from courses.learning.formats import formats

Write = Callable[..., TemplateVersion]


@pytest.fixture
def html() -> str:
    return shipped_paper("followed").html


@pytest.fixture
def write(html: str, adele: Any, now: datetime) -> Write:
    """Write a template for every course, the shipped one but for what is given."""

    def write_one(course: Any = None, *, base: int = 0, **more: Any) -> TemplateVersion:
        content = {
            "html": html,
            "css": "",
            "logo": None,
            "signatory": "",
            "colour": "#46562b",
            "valid_months": None,
            "by": adele,
            "now": now,
        }
        return write_template("followed", course, base=base, **{**content, **more})

    return write_one


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """A picture file."""

    def draw(
        size: tuple[int, int] = (80, 40), kind: str = "PNG", mode: str = "RGB", **more: Any
    ) -> bytes:
        made = BytesIO()
        Image.new(mode, size, (165, 72, 31, 0)[: len(mode)]).save(made, kind, **more)
        return made.getvalue()

    return draw


@dataclass
class Facts:
    """A format whose facts are those that a test gives."""

    RULE: str = "test-1"
    lacking: list[str] = field(default_factory=list)
    signed: float = 0.0
    proof: dict[str, Any] = field(default_factory=dict)

    def missing(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
        return {one.pk: [Missing(text) for text in self.lacking] for one in enrolments}

    def steps(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Step]]:
        return {one.pk: [] for one in enrolments}

    def hours(self, enrolment: Enrolment) -> float:
        return self.signed

    def evidence(self, enrolment: Enrolment) -> dict[str, Any]:
        return dict(self.proof)

    __hash__ = object.__hash__


@pytest.fixture
def kind_facts() -> Iterator[Any]:
    """Register facts as the format of a kind's courses; what was there comes back."""
    before = dict(formats)

    def register(kind: str, **facts: Any) -> Facts:
        made = Facts(**facts)
        for name in kind_of(kind).FORMATS:
            formats[name] = made
        return made

    yield register
    formats.clear()
    formats.update(before)


@pytest.fixture
def follow(course: Course, alice: Any, now: datetime) -> Any:
    """Alice's place in a course of the format of a kind."""

    def of(kind: str) -> Enrolment:
        # Enrolled first: nobody takes a place alone in an accompanied course.
        enrolment = enrol(course, by=alice, now=now)
        course.format = min(kind_of(kind).FORMATS)
        Course.objects.filter(pk=course.pk).update(format=course.format)
        return enrolment

    return of
