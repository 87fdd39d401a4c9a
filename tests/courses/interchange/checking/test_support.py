"""No question on what the source lost."""

import pytest

from tests.courses.interchange.checking.sound import MODULE, QUIZ_UN, Sound

SESSION = """
stage:
  kind: session
  minutes: 90
  moments:
    - {id: un, from: 0, to: 10, title: Accueil, cites: [A902, A901]}
"""


def test_a_question_on_a_heading(sound: Sound) -> None:
    sound.edit(QUIZ_UN, "cites: [A903, B901]", "cites: [A903, A901]")
    sound.tells(QUIZ_UN, "[A903, A901]", "A901 n'est qu'un titre dont l'image est perdue")


def test_a_graded_question_on_what_is_lost(sound: Sound) -> None:
    sound.edit(QUIZ_UN, "cites: [A903, B901]", "cites: [A905]")
    sound.tells(QUIZ_UN, "[A905]", "a perdu (le nom des trois dynamiques)")


@pytest.mark.parametrize("cites", ["[A905, B901]", "[A905, C901]", "[A905, A903]"])
def test_what_is_lost_with_another_support(sound: Sound, cites: str) -> None:
    sound.edit(QUIZ_UN, "cites: [A903, B901]", f"cites: {cites}")
    assert sound.told() == []


def test_a_question_that_is_not_graded(sound: Sound) -> None:
    sound.edit(QUIZ_UN, "cites: [A903, B901]", "cites: [A905]")
    sound.edit(QUIZ_UN, "questions:\n", "graded: false\nquestions:\n")
    assert sound.told() == []


def test_a_moment_that_rests_on_a_heading(sound: Sound) -> None:
    sound.write(MODULE, (sound.root / MODULE).read_text(encoding="utf-8") + SESSION)
    sound.tells(MODULE, "A901", "A901 n'est qu'un titre")
