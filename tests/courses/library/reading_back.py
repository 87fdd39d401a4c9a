"""Citations read back: small readers of BibTeX and RIS that know nothing of how we write them."""

import re
import unicodedata

_ACCENTS = {
    "`": "GRAVE",
    "'": "ACUTE",
    "^": "CIRCUMFLEX",
    '"': "DIAERESIS",
    "~": "TILDE",
    "c": "CEDILLA",
}
_NAMED = {
    "guillemotleft": "«", "guillemotright": "»", "ldots": "…", "oe": "œ", "OE": "Œ", "ae": "æ",
    "AE": "Æ", "o": "ø", "O": "Ø", "ss": "ß", "texteuro": "€", "textcopyright": "©",
    "textdegree": "°", "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
    "textasciitilde": "\0", "textasciicircum": "^", "textperiodcentered": "·",
}  # fmt: skip
_MONTHS = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
_RIS = re.compile(r"^([A-Z][A-Z0-9])  - (.*)$")


def bibtex(text: str) -> dict[str, dict[str, str]]:
    """Each entry by its key, its fields without LaTeX. Fails on braces that do not match."""
    entries = {}
    for key, body in re.findall(r"@misc\{([A-Za-z0-9-]+),\n(.*?)\n\}\n", text, re.DOTALL):
        entries[key] = dict(_fields(body))
    left = re.sub(r"@misc\{[A-Za-z0-9-]+,\n.*?\n\}\n", "", text, flags=re.DOTALL)
    assert not left.strip(), left
    return entries


def _fields(body: str) -> list[tuple[str, str]]:
    found = []
    for line in body.split("\n"):
        name, value = re.fullmatch(r"  ([a-z]+) = (.*?),?", line).groups()  # type: ignore[union-attr]
        if name == "month":
            assert value in _MONTHS, value
        else:
            for _braces in range(2 if name in {"author", "title"} else 1):
                assert value[0] == "{", line
                assert _closes(value) == len(value) - 1, line
                value = value[1:-1]
        found.append((name, value if name in {"url", "doi"} else unlatex(value)))
    return found


def _closes(value: str) -> int:
    """Where the first brace closes, counted as BibTeX does: a backslash hides none."""
    depth = 0
    for at, character in enumerate(value):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return at
    raise AssertionError(value)


def unlatex(text: str) -> str:
    """The characters that LaTeX would print."""
    assert text.isascii(), text
    text = re.sub(r"\{\\([`'^\"~]|c )(\\i|\w)\}", _accented, text)
    text = re.sub(r"\{\\(\w+)\}", lambda one: _NAMED[one[1]], text)
    text = re.sub(r"\\([&%$#_])", r"\1", text)
    plain = text.replace("~", "\u00a0").replace("---", "—").replace("--", "–")
    return plain.replace("\0", "~")


def _accented(found: re.Match[str]) -> str:
    letter = found[2].replace("\\i", "i")
    case = "SMALL" if letter.islower() else "CAPITAL"
    name = f"LATIN {case} LETTER {letter.upper()} WITH {_ACCENTS[found[1].strip()]}"
    return unicodedata.lookup(name)


def ris(data: bytes) -> list[list[tuple[str, str]]]:
    """Each record, as tags and values in their order. Fails on a line that RIS does not allow."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    records: list[list[tuple[str, str]]] = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        tag, value = _RIS.fullmatch(line).groups()  # type: ignore[union-attr]
        if tag == "TY":
            assert not records or records[-1][-1][0] == "ER"
            records.append([])
        assert value or tag == "ER", line
        records[-1].append((tag, value))
    assert all(record[0][0] == "TY" and record[-1] == ("ER", "") for record in records)
    return records
