"""Links that lead nowhere within the site."""

import pytest

from tests.courses.interchange.checking.sound import LESSON_UN, Sound


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("#nulle-part", "cette leçon n'a pas cette ancre"),
        ("/resultats/R999/", "« R999 » ne désigne rien"),
        ("/references/B999/", "« B999 » ne désigne rien"),
        ("/nulle-part/", "le site n'a pas cette page"),
        ("/formations/inconnue/", "aucune formation « inconnue »"),
        ("/formations/petite/lecons/inconnue/", "cette formation n'a pas de leçon « inconnue »"),
        ("petite-deux.md", "une adresse du site commence par « / »"),
    ],
)
@pytest.mark.parametrize(
    "form", ["Voir [ici](%s).", "Voir [ici].\n\n[ici]: %s", '<a href="%s">x</a>']
)
def test_a_dead_link(sound: Sound, target: str, told: str, form: str) -> None:
    sound.add(f"Une ligne.\n{form % target}")
    sound.tells(LESSON_UN, target, f"lien mort : {target} ({told})")


@pytest.mark.parametrize(
    "target",
    [
        "#une-section",
        "#une-sous-section",
        "/resultats/R901/",
        "/enonces/A902/",
        "/lectures/C901/",
        "/formations/petite/",
        "/formations/petite/lecons/petite-deux/#a-vous",
        "/mon-parcours/?page=2",
        "mailto:quelqu-un@exemple.fr",
    ],
)
def test_a_link_that_leads_somewhere(sound: Sound, target: str) -> None:
    sound.add(f"Voir [ici]({target}).")
    assert sound.told() == []
