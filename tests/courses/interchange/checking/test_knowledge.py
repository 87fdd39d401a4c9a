"""What the source says, and codes that name something."""

import pytest

from tests.courses.interchange.checking.sound import (
    COURSE,
    FINDINGS,
    LESSON_UN,
    QUIZ_UN,
    SOURCES,
    STATEMENTS,
    Sound,
)

PRISMS = """\
prisms:
  actors:
    - {id: citoyens, label: Citoyens, letter: A, rests_on: A903}
"""
SHELF = """\
notices:
  - id: une-notice
    title: Une notice
    issued: "2016"
    kind: rapport
    says: Des mots.
    url: "https://exemple.fr/notice"
    consulted: "2026-01"
    rights: libres
    source: autre-source
"""


def test_a_quotation_that_differs_by_one_character(sound: Sound) -> None:
    sound.edit(STATEMENTS, "Un fait daté.", "Un fait date.")
    told = "la citation A902 diffère de la source, lignes 3 à 3 ; la source dit : « Un fait daté. »"
    sound.tells(STATEMENTS, "Un fait date.", told)


def test_a_document_that_changed(sound: Sound) -> None:
    source = (sound.root / "knowledge/petite.txt").read_text(encoding="utf-8")
    sound.write("knowledge/petite.txt", f"{source}Une ligne de plus\n")
    sound.tells(SOURCES, "sha256", "le document a changé")


def test_a_document_that_is_not_there(sound: Sound) -> None:
    sound.remove("knowledge/petite.txt")
    sound.tells(SOURCES, "file: petite.txt", "fichier introuvable : petite.txt")


@pytest.mark.parametrize(
    ("name", "old", "new", "words", "told"),
    [
        (STATEMENTS, "source: petite-source", "source: autre", "source: autre", "pas décrite"),
        (STATEMENTS, "code: A906", "code: A905", "", "« A905 » est écrit deux fois"),
        (FINDINGS, "[A903, A902]", "[A903, A901]", "[A903, A901]", "A901 n'est qu'un titre"),
        (FINDINGS, "[A903, A902]", "[A903, A999]", "A999", "le code A999 ne désigne rien"),
        (FINDINGS, "[B901]", "[B999]", "B999", "le code B999 ne désigne rien"),
        (QUIZ_UN, "cites: [A903, B901]", "cites: [A903, B999]", "B999", "ne désigne rien"),
        (QUIZ_UN, "verbe.", "verbe (C999).", "C999", "ne désigne rien"),
        (LESSON_UN, "findings: [R901]", "findings: [R901, R999]", "R999", "ne désigne rien"),
        (LESSON_UN, "lecture | C901", "lecture | C999", "C999", "le code C999 ne désigne rien"),
        (LESSON_UN, "Le reste.", "Le reste, d'après A999.", "A999", "ne désigne rien"),
        (COURSE, "Trois modules.", "Trois modules (R999).", "R999", "ne désigne rien"),
        ("diagrams/un-trait.md", "l'autre.", "l'autre (A999).", "A999", "ne désigne rien"),
    ],
)
def test_an_entry_that_is_wrong(
    sound: Sound, name: str, old: str, new: str, words: str, told: str
) -> None:
    sound.edit(name, old, new)
    if words:
        sound.tells(name, words, told)
    else:
        assert [told in one for one in sound.told()] == [True]


def test_a_value_that_no_prism_has(sound: Sound) -> None:
    sound.write("prisms.yaml", PRISMS)
    sound.edit(FINDINGS, "    complements", "    values: {actors: [citoyens]}\n    complements")
    assert sound.told() == []
    sound.edit(FINDINGS, "[citoyens]", "[voisins]")
    sound.tells(FINDINGS, "voisins", "« voisins » n'est pas une valeur de ce prisme")


def test_a_notice_of_an_unknown_source(sound: Sound) -> None:
    sound.write("knowledge/shelf.yaml", SHELF)
    sound.tells("knowledge/shelf.yaml", "autre-source", "la source « autre-source » n'est pas")
    sound.edit("knowledge/shelf.yaml", "autre-source", "petite-source")
    assert sound.told() == []
