"""HTML to PDF: the only file that imports WeasyPrint.

A process parses a stylesheet and its fonts once: WeasyPrint leaks a quarter of a megabyte per
document otherwise. What it says in its log is a failure here, because a missing image or font
raises nothing and prints a page without ink.
"""

import ctypes
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")


class PrintingProblem(Exception):
    """A document that could not be made; the message is for an operator."""


def pdf_of(html: str, stylesheet: Path) -> bytes:
    """The tagged PDF (PDF/UA-1 claims) of an HTML page, with one stylesheet and its fonts.

    Only `data:` addresses and files beside the stylesheet are read: never the network.
    Raises PrintingProblem.
    """
    engine, css, fonts = _prepared(stylesheet)
    with _complaints() as complaints:
        try:
            document = engine.HTML(
                string=html,
                base_url=f"{stylesheet.parent.as_uri()}/",
                url_fetcher=_fetcher(stylesheet.parent),
            )
            pdf: bytes = document.write_pdf(
                stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1"
            )
        except OSError as problem:
            raise PrintingProblem(f"printing: {problem}") from problem
    if complaints:
        # A font folder that disappeared is only repaired by reading the fonts again.
        _prepared.cache_clear()
        raise PrintingProblem(f"printing: {complaints[0]}")
    return pdf


def check_engine() -> None:
    """PrintingProblem when Pango is missing.

    WeasyPrint takes more than a second to import: it is asked only where the libraries do not
    have the names they have on Linux.
    """
    try:
        for library in PANGO:
            ctypes.CDLL(library)
    except OSError:
        with redirect_stdout(StringIO()):
            _engine()


def check_fonts(folder: Path) -> None:
    """PrintingProblem when a folder holds no font."""
    if not any(folder.glob("*.ttf")):
        raise PrintingProblem(f"no font in {folder.name}")


@cache
def characters_of(folder: Path) -> frozenset[int]:
    """The code points that every upright text font of a folder can draw."""
    from fontTools.ttLib import TTFont

    check_fonts(folder)
    known = []
    for path in sorted(folder.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            known.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*known))


def undrawable(text: str, folder: Path) -> str:
    """The characters of a text that the fonts of a folder cannot draw."""
    return "".join(dict.fromkeys(one for one in text if ord(one) not in characters_of(folder)))


def _engine() -> Any:
    try:
        import weasyprint
    except OSError as problem:
        raise PrintingProblem(_("Pango is missing: install libpango-1.0-0.")) from problem
    return weasyprint


@cache
def _prepared(stylesheet: Path) -> tuple[Any, Any, Any]:
    """WeasyPrint, the parsed stylesheet and its fonts, kept by this process."""
    weasyprint = _engine()
    from weasyprint.text.fonts import FontConfiguration

    check_fonts(stylesheet.parent / "fonts")
    fonts = FontConfiguration()
    with _complaints() as complaints:
        css = weasyprint.CSS(
            filename=str(stylesheet),
            font_config=fonts,
            url_fetcher=_fetcher(stylesheet.parent),
        )
    if complaints:
        raise PrintingProblem(f"stylesheet: {complaints[0]}")
    return weasyprint, css, fonts


def _fetcher(folder: Path) -> Any:
    from weasyprint.urls import URLFetcher

    class Packaged(URLFetcher):
        """Reads `data:` and the files of one folder."""

        def fetch(self, url: str, *args: Any, **kwargs: Any) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "file":
                path = Path(unquote(parts.path)).resolve()
                if not path.is_relative_to(folder.resolve()):
                    raise ValueError("a document reads its own files only")
            elif parts.scheme != "data":
                raise ValueError("a document never asks the network")
            return super().fetch(url, *args, **kwargs)

    return Packaged()


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint complains of meanwhile, as sentences."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage()[:200])

    logger = logging.getLogger("weasyprint")
    listener = Listener(level=logging.WARNING)
    level = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
