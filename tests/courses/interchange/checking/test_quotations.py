"""Quotations: to the letter, and under the mark of the one who speaks."""

import pytest

from tests.courses.interchange.checking.sound import LESSON_UN, MODULE, QUIZ_UN, Sound

EXACT = "Les alliances peuvent créer la confiance et faciliter l'engagement des personnes"


@pytest.mark.parametrize(
    "quoted",
    [
        "Les alliances créent la confiance et facilitent l'engagement des personnes",
        "les alliances peuvent créer de la confiance",
        "peuvent faciliter l'engagement des personnes",
        "Les alliances peuvent crée la confiance",
    ],
)
def test_a_statement_quoted_differently(sound: Sound, quoted: str) -> None:
    sound.add(f"La source le dit bien :\nelle écrit « {quoted} ».")
    sound.tells(LESSON_UN, "elle écrit", f"« {quoted} » déforme A904, qui dit : « ")


def test_a_statement_quoted_differently_in_a_reading(sound: Sound) -> None:
    sound.add("/// lecture | C901 #deux\nElle écrit « les alliances créent la confiance ».\n///")
    sound.tells(LESSON_UN, "Elle écrit", "déforme A904")


@pytest.mark.parametrize(
    ("name", "old"), [(MODULE, "title: Premier"), (QUIZ_UN, "Qu'elles peuvent créer la confiance")]
)
def test_a_statement_quoted_differently_in_another_file(sound: Sound, name: str, old: str) -> None:
    sound.edit(name, old, f"{old} « alliances peuvent créer de la confiance »")
    sound.tells(name, "de la confiance »", "déforme A904")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Voir « des mots » (A902).", "« des mots » n'est pas, mot pour mot, dans A902"),
        ("Voir « fait daté » (R901) et « un fait » (B901).", "dans B901"),
    ],
)
def test_words_given_to_a_code_that_does_not_hold_them(sound: Sound, text: str, told: str) -> None:
    sound.add(text)
    sound.tells(LESSON_UN, "Voir", told)


def test_a_long_quotation_without_a_mark(sound: Sound) -> None:
    sound.add("Un maire raconte :\n« Ce projet a rendu confiance à tout le village. »")
    sound.tells(LESSON_UN, "Ce projet a rendu", "citation sans marque")


def test_an_example_that_gives_its_words_to_a_document(sound: Sound) -> None:
    sound.add("**Exemple fictif.** Le rapport dit : « Deux villages partagent ici une école. »")
    sound.tells(LESSON_UN, "Le rapport dit", "citation sans marque")


def test_a_statement_that_the_lesson_does_not_cite(sound: Sound) -> None:
    for cited in ("cites: [A904]\n    choices", "cites: [A904]\n    pairs", "cites: [A904, C901]"):
        sound.edit(QUIZ_UN, cited, cited.replace("A904", "A902"))
    sound.add(f"Elle écrit « {EXACT} ».")
    sound.tells(LESSON_UN, "Elle écrit", "est A904, que la leçon ne cite pas")


@pytest.mark.parametrize(
    "text",
    [
        f"Elle écrit « {EXACT} ».",
        "Elle écrit « les alliances peuvent créer la confiance […] des personnes ».",
        "Elle écrit « *Les alliances* peuvent\ncréer la confiance ».",
        "Elle écrit « Une thèse : sur deux lignes » (R901, A903).",
        "Elle écrit « Une thèse : sur deux lignes » (R901).",
        "Elle n'écrit pas « les alliances créent la confiance et facilitent l'engagement ».",
        "Écrire « les alliances créent la confiance » irait trop loin.",
        "**Exemple fictif.** Un club écrit : « Nous avons accueilli tout le quartier hier. »",
        "Écrivez : « Nous avons décidé ensemble de nous revoir en mars. »",
        "Il dit « oui », « non », « peut-être ».",
        "| Phrase | |\n|---|---|\n| « Les alliances créent la confiance » | trop fort |",
        "| Forme | Une phrase |\n|---|---|\n| don | « Et vous, de quoi avez-vous besoin ? » |",
        "```\n« Les alliances créent la confiance des personnes »\n```",
        "Le module « Petite formation » et la leçon « Leçon un ».",
    ],
)
def test_what_is_quoted_as_it_should_be(sound: Sound, text: str) -> None:
    sound.add(text)
    assert sound.told() == []


def test_a_lure_may_be_a_false_quotation(sound: Sound) -> None:
    sound.edit(QUIZ_UN, "Qu'elles créent la confiance", "« Les alliances créent la confiance »")
    assert sound.told() == []
