"""Citations in three forms, read back by readers of their own."""

import pytest
from django.utils import translation

from courses.library.bibliography import Entry, as_bibtex, as_ris, as_text
from tests.courses.library.reading_back import bibtex, ris

HARD = "L’été « à Noël », où ça : œuvre & cœur, 50\u00a0% {d’accord} ~ a_b ^ c\\d # $ ï Ç Ñ… – —"


def _entry(**more: object) -> Entry:
    return Entry(**{"key": "cle-1", "title": "Titre", "url": "https://exemple.fr/a", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [HARD, "}", "{", "\\", "a\\", "été", "ŒUVRE", "10^{ème}", "©"])
def test_bibtex_keeps_every_character(text: str) -> None:
    entry = bibtex(as_bibtex(_entry(title=text, part=text)))["cle-1"]
    expected = text.replace("’", "'")
    assert entry["title"] == expected
    assert entry["note"] == expected


def test_bibtex_of_an_organisation_is_one_name_and_its_month_has_no_braces() -> None:
    written = as_bibtex(_entry(authors=("Le RAMEAU",), issued="2017-11-23"))
    assert "  author = {{Le RAMEAU}},\n" in written
    assert "  month = nov,\n  day = {23},\n" in written
    assert bibtex(written)["cle-1"]["year"] == "2017"


@pytest.mark.parametrize(
    ("issued", "kept"), [("2019", ["year"]), ("2019-03", ["year", "month"]), ("", [])]
)
def test_bibtex_makes_up_no_date(issued: str, kept: list[str]) -> None:
    entry = bibtex(as_bibtex(_entry(issued=issued)))["cle-1"]
    assert [name for name in ("year", "month", "day") if name in entry] == kept


def test_bibtex_leaves_addresses_alone_but_their_braces() -> None:
    entry = bibtex(as_bibtex(_entry(url="https://exemple.fr/a_b?c=%C2%A9&d#{e}")))["cle-1"]
    assert entry["url"] == "https://exemple.fr/a_b?c=%C2%A9&d#%7Be%7D"


def test_ris_has_its_tags_in_order_and_ends() -> None:
    written = as_ris(
        _entry(authors=("Un", "Deux"), issued="2017-11-23", place="ligne 3", language="fr")
    )
    (record,) = ris(written.encode())
    assert record == [
        ("TY", "GEN"),
        ("ID", "cle-1"),
        ("AU", "Un"),
        ("AU", "Deux"),
        ("TI", "Titre"),
        ("PY", "2017"),
        ("DA", "2017/11/23/"),
        ("N1", "ligne 3"),
        ("UR", "https://exemple.fr/a"),
        ("LA", "fr"),
        ("ER", ""),
    ]


def test_ris_never_breaks_a_value() -> None:
    (record,) = ris(as_ris(_entry(title="Un\r\nER  - \nfaux\ttitre")).encode())
    assert ("TI", "Un ER - faux titre") in record


def test_text_names_all_that_is_known_and_leaves_the_date_to_the_reader() -> None:
    entry = _entry(
        title="Un « autre » titre",
        authors=("Le RAMEAU",),
        publisher="Le RAMEAU",
        issued="2017-11-23",
        kind="support",
        place="ligne 141",
        part="Résultat R17",
    )
    with translation.override("fr"):
        assert as_text(entry) == (
            "Le RAMEAU, «\u202fUn “autre” titre\u202f», support, 23 novembre 2017, ligne 141. "
            "Résultat R17. https://exemple.fr/a (consulté le …)."
        )
        assert as_text(_entry(url="")) == "«\u202fTitre\u202f»."
