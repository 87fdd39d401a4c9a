"""The paper: the wording of an award, as a PDF."""

from pathlib import Path
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation

from courses.printing import pdf_of

STYLESHEET = Path(__file__).resolve().parent / "paper.css"


def render_certificate(claims: dict[str, Any]) -> bytes:
    """The PDF of a document. PrintingProblem when it cannot be made as it should."""
    with translation.override(claims["language"]):
        html = render_to_string(
            f"certificates/papers/{claims['template']}.html",
            {"claims": claims, "qr": _qr(claims["url"])},
        )
    return pdf_of(html, STYLESHEET)


def _qr(url: str) -> str:
    code = segno.make(url, error="m", micro=False)
    return str(code.svg_data_uri(border=0, scale=4, dark="#1f2419"))
