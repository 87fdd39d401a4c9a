"""A citation in the three forms that people paste or import: text, BibTeX, RIS."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.catalogue.durations import spoken_partial_date


@dataclass(frozen=True)
class Entry:
    """What is cited. What is not known is left empty: nothing is made up."""

    key: str
    """The name of the entry: letters, digits and hyphens."""
    title: str
    url: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    issued: str = ""
    """« 2019 », « 2019-11 » or « 2019-11-05 »."""
    kind: str = ""
    place: str = ""
    """Where in the document: « lignes 44-45 »."""
    part: str = ""
    """What of ours is cited: « Résultat R17, … »."""
    doi: str = ""
    language: str = ""
    ris_type: str = "GEN"


def as_text(entry: Entry) -> str:
    """One sentence; the date of consultation is left for the reader to write."""
    said = [
        ", ".join(entry.authors),
        f"«\u202f{_within(entry.title)}\u202f»",
        entry.kind,
        entry.publisher if entry.publisher not in entry.authors else "",
        spoken_partial_date(entry.issued),
        entry.place,
    ]
    address = f"{entry.url} ({_('consulted on …')})" if entry.url else ""
    sentences = filter(None, [", ".join(filter(None, said)), entry.part, address])
    return " ".join(f"{one}." for one in sentences)


def _within(title: str) -> str:
    """A title inside French quotation marks: its own become English ones."""
    return re.sub(r"«\s*(.*?)\s*»", r"“\1”", title)


# BibTeX -----------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even after a backslash: a lone one must be named.
_LATEX = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
    **{one: f"\\{one}" for one in "&%$#_"},
    "«": r"{\guillemotleft}", "»": r"{\guillemotright}", "’": "'", "‘": "`", "“": "``", "”": "''",
    "–": "--", "—": "---", "…": r"{\ldots}", "·": r"{\textperiodcentered}",
    "\u00a0": "~", "\u202f": "~", "€": r"{\texteuro}", "©": r"{\textcopyright}",
    "°": r"{\textdegree}", "œ": r"{\oe}", "Œ": r"{\OE}", "æ": r"{\ae}", "Æ": r"{\AE}",
    "ø": r"{\o}", "Ø": r"{\O}", "ß": r"{\ss}",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0308": '"',
    "\u0327": "c ",
}


def as_bibtex(entry: Entry) -> str:
    """A BibTeX entry in plain ASCII where LaTeX has a name for the character."""
    year, month, day = [*entry.issued.split("-"), "", ""][:3]
    fields = [
        # Double braces: the name of an organisation is one name, a title keeps its capitals.
        ("author", " and ".join(f"{{{_latex(one)}}}" for one in entry.authors)),
        ("title", f"{{{_latex(entry.title)}}}"),
        ("howpublished", _latex(entry.kind)),
        ("publisher", _latex(entry.publisher)),
        ("year", year),
        ("month", _MONTHS[int(month) - 1] if month else ""),
        ("day", day.lstrip("0")),
        ("note", _latex(". ".join(filter(None, [entry.place, entry.part])))),
        ("doi", _verbatim(entry.doi)),
        ("url", _verbatim(entry.url)),
        ("langid", {"fr": "french"}.get(entry.language, "")),
    ]
    written = ",\n".join(
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields
        if value
    )
    return f"@misc{{{entry.key},\n{written}\n}}\n"


def _latex(text: str) -> str:
    return "".join(_latex_character(one) for one in unicodedata.normalize("NFC", text))


def _latex_character(character: str) -> str:
    if character in _LATEX:
        return _LATEX[character]
    base, *accents = list(unicodedata.normalize("NFD", character))
    if len(accents) != 1 or accents[0] not in _ACCENTS:
        return character
    letter = r"\i" if base == "i" else base
    return f"{{\\{_ACCENTS[accents[0]]}{letter}}}"


def _verbatim(address: str) -> str:
    """An address is not read as LaTeX; only braces could end its field."""
    return address.replace("{", "%7B").replace("}", "%7D")


# RIS --------------------------------------------------------------------------------------------

_BREAKS = re.compile(r"[\r\n\t ]+")


def as_ris(entry: Entry) -> str:
    """A RIS record: a two-letter tag, two spaces, a hyphen, a space; lines end with CR LF."""
    year, month, day = [*entry.issued.split("-"), "", ""][:3]
    fields = [
        ("TY", entry.ris_type),
        ("ID", entry.key),
        *(("AU", one) for one in entry.authors),
        ("TI", entry.title),
        ("PB", entry.publisher),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("M3", entry.kind),
        ("N1", ". ".join(filter(None, [entry.place, entry.part]))),
        ("DO", entry.doi),
        ("UR", entry.url),
        ("LA", entry.language),
    ]
    lines = [f"{tag}  - {_BREAKS.sub(' ', value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])
