"""Passages without a mark, and marks that hold nothing together."""

import pytest

from tests.courses.interchange.checking.sound import COURSE, LESSON_UN, MODULE, QUIZ_UN, Sound

ADDRESS = "adresse web hors d'un passage « ailleurs »"


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("> Une phrase d'un autre.", "> Une", "bloc de citation sans marque"),
        ("Une liste :\n\n- > Une phrase.", "> Une", "bloc de citation sans marque"),
        ("<blockquote>Une phrase.</blockquote>", "<blockquote>", "bloc de citation sans marque"),
        ("Voir https://exemple.fr/page.", "https", f"{ADDRESS} : https://exemple.fr/page"),
        ("Voir\nensuite [ici](http://exemple.fr).", "ensuite", ADDRESS),
        ("Voir exemple.org pour cela.", "exemple.org", f"{ADDRESS} : exemple.org"),
        ("/// lecture\nVoir www.exemple.fr\n///", "www", ADDRESS),
        ("/// souce | A902\n///", "souce", "passage « souce » inconnu"),
        ("/// source | B901\n///", "source | B901", "cite des codes A…, pas B901"),
        ("/// source | Abc\n///", "Abc", "cite des codes A…, pas Abc"),
        ("/// ailleurs | #nu\nMots.\n///", "#nu", "ne cite rien"),
        ("/// source | A903\nMots.\n///", "A903", "reste vide"),
        ("/// lecture | C901 #deux\n///", "#deux", "est vide"),
    ],
)
def test_a_passage_that_is_not_marked_as_it_should(
    sound: Sound, text: str, words: str, told: str
) -> None:
    sound.add(text)
    sound.tells(LESSON_UN, words, told)


def test_a_mark_is_told_where_it_opens(sound: Sound) -> None:
    sound.add("/// lecture | C901 #ouvert\nNotre lecture.")
    sound.tells(LESSON_UN, "#ouvert", "n'est jamais fermé")


def test_a_closing_line_that_closes_nothing(sound: Sound) -> None:
    sound.edit(LESSON_UN, "Le reste.", "Le reste.\n\n///")
    line = sound.line(LESSON_UN, "Le reste.") + 2
    assert sound.told() == [
        f"{LESSON_UN}, ligne {line} : « /// » ferme un passage que rien n'a ouvert"
    ]


def test_a_passage_in_another(sound: Sound) -> None:
    sound.add("//// ailleurs | B901 #dehors\nMots.\n\n/// lecture | C901 #dedans\nMots.\n///\n////")
    sound.tells(LESSON_UN, "#dedans", "s'ouvre dans un autre")


def test_what_rendering_refuses_is_told_too(sound: Sound) -> None:
    sound.add("/// lecture | C901 #pas_bon\nMots.\n///")
    sound.tells(LESSON_UN, "Texte de la leçon", "identifiant de passage « #pas_bon » refusé")


@pytest.mark.parametrize(
    ("name", "old"), [(MODULE, "title: Premier"), (COURSE, "Trois modules"), (QUIZ_UN, "Relisez")]
)
def test_an_address_in_another_file(sound: Sound, name: str, old: str) -> None:
    words = (sound.root / name).read_text(encoding="utf-8")
    sound.write(name, words.replace(old, f"{old} sur www.exemple.fr", 1))
    sound.tells(name, "www", f"{ADDRESS} : www.exemple.fr")


@pytest.mark.parametrize(
    "text",
    [
        "/// ailleurs | B901 #lien\n> Une phrase, sur https://exemple.fr\n///",
        "//// lecture | C901 #deux\nMots.\n\n/// schema | un-trait2\n///\n////",
        "```\n> du code\nhttps://exemple.fr\n///\n```",
        "Écrivez à info@exemple.fr, à 3 > 2 près.",
        "/// lecture\nSans décision.\n///",
        "/// source | A902, A903 #les-deux\n///",
    ],
)
def test_what_is_marked_is_left_alone(sound: Sound, text: str) -> None:
    if "un-trait2" in text:
        for suffix in (".svg", ".md"):
            drawn = (sound.root / f"diagrams/un-trait{suffix}").read_bytes()
            sound.write(f"diagrams/un-trait2{suffix}", drawn)
    sound.add(text)
    assert sound.told() == []
