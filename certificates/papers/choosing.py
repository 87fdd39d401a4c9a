"""Which paper a document is drawn on: its course's template, the site's, or the shipped one."""

import base64
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from certificates.kinds import kind_of
from certificates.papers.models import Template, TemplateVersion
from courses.printing import Sheet

FOLDER = Path(__file__).resolve().parent
COLOUR = "#46562b"
SHIPPED = "2"
"""Version of the shipped papers: to be raised whenever what they print changes."""


@dataclass(frozen=True)
class Paper:
    """What a document is drawn on."""

    name: str
    """Kept with each document: `followed/shipped-2`, or the template's uuid and version."""
    html: str
    css: str = ""
    """Added to the shipped sheet of its layout."""
    layout: str = "landscape"
    logo: bytes | None = None
    signatory: str = ""
    valid_months: int | None = None
    colour: str = COLOUR

    @cached_property
    def sheet(self) -> Sheet:
        shared = (_file("paper.css") + _file(f"{self.layout}.css")).replace(COLOUR, self.colour)
        return Sheet(shared + self.css, FOLDER)

    @property
    def logo_url(self) -> str:
        """An address that the renderer may read."""
        if self.logo is None:
            return "branch.svg"
        return f"data:image/png;base64,{base64.b64encode(self.logo).decode()}"


def paper_for(kind: str, course: Any) -> Paper:
    """The paper of this kind of document for this course, in one query."""
    versions = TemplateVersion.objects.filter(
        pk__in=Template.objects.filter(kind=kind).values("current")
    ).select_related("template")
    found = {one.template.course_id: one for one in versions}
    version = found.get(course.pk) or found.get(None)
    return paper_of(version) if version else shipped_paper(kind)


def paper_of(version: TemplateVersion) -> Paper:
    return Paper(
        name=f"{version.template.uuid}/{version.number}",
        html=version.html,
        css=version.css,
        layout=kind_of(version.template.kind).LAYOUT,
        logo=bytes(version.logo) if version.logo is not None else None,
        signatory=version.signatory,
        valid_months=version.valid_months,
        colour=version.colour,
    )


def shipped_paper(kind: str) -> Paper:
    layout = kind_of(kind).LAYOUT
    return Paper(name=f"{kind}/shipped-{SHIPPED}", html=_file(f"{layout}.html"), layout=layout)


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
