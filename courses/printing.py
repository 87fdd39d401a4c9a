"""HTML to PDF: the only file that imports WeasyPrint.

A process parses a stylesheet and its fonts once: WeasyPrint leaks a quarter of a megabyte per
document otherwise. What it says in its log is a failure here, because a missing image or font
raises nothing and prints a page without ink.
"""

import ctypes
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from courses.fitting import fits
from courses.glyphs import Lines, is_intricate, say_to_readers, spell_out

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
# Archivable, with its tags; PDF/UA is claimed beside it, in the same metadata.
VARIANT = "pdf/a-3a"
# PDF/A asks for a description of every metadata schema that it does not know itself.
_UA_SCHEMA = (Path(__file__).parent / "printing_ua.xml").read_bytes()

_FAMILY = re.compile(r'@font-face\s*{[^}]*font-family:\s*"([^"]+)"')


class PrintingProblem(Exception):
    """A document that could not be made; the message is for an operator."""


@dataclass(frozen=True)
class Sheet:
    """A stylesheet: its text, and the folder of the fonts and pictures that it may name."""

    css: str
    folder: Path

    @property
    def families(self) -> frozenset[str]:
        """The fonts that it brings."""
        return frozenset(_FAMILY.findall(self.css))


@dataclass(frozen=True)
class Attached:
    """A file carried by a document."""

    name: str
    content: bytes
    description: str


def pdf_of(
    html: str, sheet: Sheet, *, attached: Sequence[Attached] = (), pages: int | None = None
) -> bytes:
    """The PDF of an HTML page, tagged and archivable (claims PDF/A-3a and PDF/UA-1).

    Only `data:` addresses and files of the sheet's folder are read: never the network.
    Raises PrintingProblem, also when the document does not hold in so many `pages`, each line in
    its own room.
    """
    engine, css, fonts, copies = _prepared(sheet)
    _check_copies(copies)
    with _complaints() as complaints:
        try:
            document = engine.HTML(
                string=html, base_url=f"{sheet.folder.as_uri()}/", url_fetcher=_fetcher(sheet)
            ).render(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT)
            if pages is not None and (len(document.pages) != pages or not fits(document)):
                raise PrintingProblem(_("The text does not fit on the page."))
            said = spell_out(document) if is_intricate(html) else []
            pdf: bytes = document.write_pdf(
                pdf_variant=VARIANT,
                attachments=[_attachment(engine, one) for one in attached] or None,
                finisher=_finisher(sheet, said),
            )
        except OSError as problem:
            raise PrintingProblem(f"printing: {problem}") from problem
    if complaints:
        # A font folder that disappeared is only repaired by reading the fonts again.
        forget()
        raise PrintingProblem(f"printing: {complaints[0]}")
    _check_copies(copies)
    return pdf


def forget() -> None:
    """Have every stylesheet and its fonts read again."""
    _prepared.cache_clear()


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
def characters_of(font: Path) -> frozenset[int]:
    """The code points that a font can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _engine() -> Any:
    try:
        import weasyprint
    except OSError as problem:
        raise PrintingProblem(_("Pango is missing: install libpango-1.0-0.")) from problem
    return weasyprint


def _attachment(engine: Any, one: Attached) -> Any:
    return engine.Attachment(
        string=one.content, name=one.name, description=one.description, relationship="Data"
    )


def _check_copies(copies: list[Path]) -> None:
    """PrintingProblem when a copy of a font went away.

    WeasyPrint puts them in the temporary folder, where a cleaner may pass; without them it
    writes a page whose text nobody sees, and complains of nothing. Asked before and after.
    """
    if not all(path.exists() for path in copies):
        forget()
        raise PrintingProblem("printing: the fonts went away")


@lru_cache(maxsize=8)
def _prepared(sheet: Sheet) -> tuple[Any, Any, Any, list[Path]]:
    """WeasyPrint, the parsed stylesheet, its fonts and their copies, kept by this process."""
    weasyprint = _engine()
    from weasyprint.text.fonts import FontConfiguration

    check_fonts(sheet.folder / "fonts")
    fonts = FontConfiguration()
    with _complaints() as complaints:
        css = weasyprint.CSS(
            string=sheet.css,
            base_url=f"{sheet.folder.as_uri()}/",
            font_config=fonts,
            url_fetcher=_fetcher(sheet),
        )
    if complaints:
        raise PrintingProblem(f"stylesheet: {complaints[0]}")
    folder = fonts._folder
    return weasyprint, css, fonts, list(folder.iterdir()) if folder else []


def _finisher(sheet: Sheet, said: list[Lines]) -> Callable[[Any, Any], None]:
    """What is checked and added once WeasyPrint has drawn, before it writes."""

    def finish(document: Any, pdf: Any) -> None:
        used = {font.family for font in document.fonts.values()}
        if strange := used - sheet.families:
            # Pango helps itself to the machine's fonts: another machine would draw a box there.
            raise PrintingProblem(f"printing: drawn with {', '.join(sorted(strange))}")
        _claim_accessibility(pdf)
        if "AF" in pdf.catalog:
            # WeasyPrint lists each attached file twice.
            pdf.catalog["AF"] = type(pdf.catalog["AF"])(dict.fromkeys(pdf.catalog["AF"]))
        say_to_readers(pdf, said)

    return finish


def _claim_accessibility(pdf: Any) -> None:
    """Say PDF/UA-1 beside PDF/A-3a: WeasyPrint writes one of the two."""
    for one in pdf.objects:
        if getattr(one, "extra", {}).get("Subtype") == "/XML":
            one.stream = [one.stream[0].replace(b"</rdf:RDF>", _UA_SCHEMA + b"</rdf:RDF>")]
            return
    raise PrintingProblem("printing: no metadata to complete")


def _fetcher(sheet: Sheet) -> Any:
    from weasyprint.urls import URLFetcher

    folder = sheet.folder.resolve()

    class Packaged(URLFetcher):
        """Reads `data:` and the files of one folder."""

        def fetch(self, url: str, *args: Any, **kwargs: Any) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "file":
                path = Path(unquote(parts.path)).resolve()
                if not path.is_relative_to(folder):
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
