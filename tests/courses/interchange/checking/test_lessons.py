"""Headings, dated figures, and what a lesson and its questions must have."""

import pytest

from tests.courses.interchange.checking.sound import (
    LESSON_DEUX,
    LESSON_UN,
    QUIZ_DEUX,
    QUIZ_UN,
    WORDS,
    Sound,
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("### Une sous", "#### Une sous", "niveau de titre sauté : 4 après 2"),
        ("## Une section", "# Une section", "titre de premier niveau"),
        ("### Une sous-section", "Une sous-section\n====", "titre de premier niveau"),
        ("### Une sous-section", "<h5>Une sous-section</h5>", "niveau de titre sauté : 5 après 2"),
    ],
)
def test_a_heading_that_skips_a_level(sound: Sound, old: str, new: str, told: str) -> None:
    sound.edit(LESSON_UN, old, new)
    line = sound.line(LESSON_UN, new.split("\n", maxsplit=1)[0])
    assert any(one.startswith(f"{LESSON_UN}, ligne {line} : {told}") for one in sound.told()), (
        sound.told()
    )


def test_a_heading_in_code_is_none(sound: Sound) -> None:
    sound.add("```\n# du code\n```")
    assert sound.told() == []


DATED = "chiffre de 2017 donné sans sa date : « 500 organisations »"


@pytest.mark.parametrize(
    "text",
    [
        "En 2017, un texte.\n\nIl y a 500 organisations.",
        "Une liste de 2017.\n\n- Il y a 500 organisations",
        "/// lecture | C901 #deux\nIl y a 500 organisations.\n///\n\nEn 2017.",
    ],
)
def test_a_figure_without_its_date(sound: Sound, text: str) -> None:
    sound.add(text)
    sound.tells(LESSON_UN, "Il y a 500", DATED)


def test_a_figure_without_its_date_in_other_files(sound: Sound) -> None:
    sound.edit(QUIZ_UN, "text: Première", "text: Les 500 organisations")
    sound.tells(QUIZ_UN, "500 organisations", DATED)
    sound.edit(QUIZ_UN, "text: Deuxième", "text: Ceux de 2017")
    assert sound.told() == []
    sound.edit("diagrams/un-trait.md", "Un trait va", "Pour 500 organisations, un trait va")
    sound.tells("diagrams/un-trait.md", "500 organisations", DATED)


@pytest.mark.parametrize(
    "text",
    [
        "Il y a 500 organisations (2017).",
        "En 2017 :\n\n- 500 organisations\n- 30 autres",
        "| Nombre (2017) | |\n|---|---|\n| 500 organisations | oui |",
        "/// lecture | C901 #deux\nIl y a 500 organisations.\n\nC'est un nombre de 2017.\n///",
        "Il y a 1 500 organisations, 500 personnes et 2,500 organisations.",
    ],
)
def test_a_figure_with_its_date(sound: Sound, text: str) -> None:
    sound.add(text)
    assert sound.told() == []


@pytest.mark.parametrize(
    ("old", "new", "words", "told"),
    [
        (WORDS, WORDS[:300], WORDS[:300], "mots : une leçon en a de 500 à 1000"),
        (WORDS, f"{WORDS} {WORDS}", f"{WORDS} {WORDS}", "mots : une leçon en a de 500 à 1000"),
        ('journal: "Et vous ?"\n', "", "id: petite-deux", "il manque la question de carnet"),
        ("## À vous", "## Ensuite", WORDS, "il manque l'activité"),
    ],
)
def test_a_lesson_of_an_online_course_lacks_something(
    sound: Sound, old: str, new: str, words: str, told: str
) -> None:
    sound.edit(LESSON_DEUX, old, new)
    sound.tells(LESSON_DEUX, words, told)


def test_a_finding_that_a_lesson_never_cites(sound: Sound) -> None:
    sound.edit(LESSON_DEUX, 'journal: "', 'findings: [R901]\njournal: "')
    assert sound.told() == []  # its questions cite A902
    quiz = (sound.root / QUIZ_DEUX).read_text(encoding="utf-8")
    sound.write(QUIZ_DEUX, quiz.replace("[A902]", "[C901]"))
    sound.tells(
        LESSON_DEUX, "R901", "R901 est annoncé, mais ni la leçon ni ses questions ne citent"
    )


@pytest.mark.parametrize(
    ("old", "new", "words", "told"),
    [
        ("feedback: Exact.", "", "id: oui", "« oui » n'a pas de commentaire"),
        ("D'abord, feedback: Oui.", "D'abord", "D'abord", "« premier » n'a"),
        (
            '"true": Oui., "false": Relisez.',
            '"true": Oui.',
            "id: vrai",
            "la réponse « faux » n'a pas",
        ),
        ("correct: true\n", "correct: false\n", "id: seule", "exactement une bonne réponse"),
        ("id: plusieurs", "id: seule", "", "deux questions ont l'identifiant « seule »"),
    ],
)
def test_a_question_that_lacks_something(
    sound: Sound, old: str, new: str, words: str, told: str
) -> None:
    sound.edit(QUIZ_UN, old, new)
    if words:
        sound.tells(QUIZ_UN, words, told)
    else:
        assert [told in one for one in sound.told()] == [True]


def test_too_few_and_too_many_questions(sound: Sound) -> None:
    quiz = (sound.root / QUIZ_DEUX).read_text(encoding="utf-8")
    head, _first, rest = quiz.partition("  - id: question-1")
    sound.write(QUIZ_DEUX, f"{head}  - id: question-1{rest}".split("  - id: question-3")[0])
    assert any("celui-ci en a 2" in one for one in sound.told())
    more = rest.replace("question-", "autre-")
    sound.write(QUIZ_DEUX, f"{quiz}  - id: autre-1{more}")
    sound.tells(QUIZ_DEUX, "id: question-1", "celui-ci en a 6")
