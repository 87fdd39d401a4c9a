"""Papers as an administrator would write them."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from certificates.papers.choosing import shipped_paper
from certificates.papers.editing import write_template
from certificates.papers.models import TemplateVersion

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
