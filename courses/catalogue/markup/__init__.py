"""Markdown to safe HTML: rendered once when a lesson is written, sanitised, then marked.

The only package that imports Markdown. It knows neither folder nor table: what a lesson holds
beside its words (quotations, diagrams…) is given by its callers, and put in after the cleaning.
"""

from courses.catalogue.markup.blocks import Insert, Passage
from courses.catalogue.markup.rendering import (
    MAX_LENGTH,
    RENDER_VERSION,
    Rendered,
    passages_in,
    render,
    render_inline,
    render_text,
)

__all__ = [
    "MAX_LENGTH",
    "RENDER_VERSION",
    "Insert",
    "Passage",
    "Rendered",
    "passages_in",
    "render",
    "render_inline",
    "render_text",
]
