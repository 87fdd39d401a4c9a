"""No right answer says more than « peuvent » or « permettra »."""

import pytest

from tests.courses.interchange.checking.sound import FINDINGS, QUIZ_UN, STATEMENTS, Sound

RIGHT = "Qu'elles peuvent créer la confiance"
HARDER = [
    "Les alliances créent la confiance",
    "Qu'elles créent bien la confiance",
    "Créent la confiance",
    "Que les alliances, selon la source, facilitent l'engagement",
    "Les alliances peuvent créer la confiance et facilitent l'engagement",
    "Les alliances ont créé la confiance",
    "Une alliance crée la confiance",
    "Les alliances font la confiance",
    "Les alliances garantissent la confiance",
    "Les alliances entraînent la confiance des personnes",
    "Il est prouvé que les alliances peuvent créer la confiance",
    "La source démontre que les alliances peuvent créer la confiance",
]
AS_SOFT = [
    "Les alliances peuvent créer la confiance",
    "La source donne trois mots et crée une attente",
    "La source n'écrit pas que les alliances créent la confiance",
    "Les alliances ne créent pas la confiance à elles seules",
    "Les alliances pourraient faciliter l'engagement",
    "Elle écrit « peuvent », et non « créent »",
    "Écrire que les alliances créent la confiance irait plus loin que la source",
    "Que les alliances créent peut-être la confiance",
    "« Les alliances peuvent créer la confiance », écrit la source",
    "Les lignes de la source donnent le verbe",
]


@pytest.mark.parametrize("text", HARDER)
def test_a_right_answer_that_says_more(sound: Sound, text: str) -> None:
    sound.edit(QUIZ_UN, RIGHT, f'"{text}"')
    sound.tells(QUIZ_UN, text, "durcit A904, qui écrit « peuvent »")


@pytest.mark.parametrize("text", AS_SOFT)
def test_a_right_answer_that_keeps_the_degree(sound: Sound, text: str) -> None:
    sound.edit(QUIZ_UN, RIGHT, f'"{text}"')
    assert sound.told() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("feedback: Exact.", "feedback: Les alliances créent la confiance."),
        ("La source a ce verbe.", "Les alliances créent la confiance."),
        ("Les alliances peuvent faciliter l'engagement.", "Les alliances facilitent l'engagement."),
        ("right: peuvent créer", "right: créent"),
        ('"true": Oui., "false": Relisez.', '"true": Les alliances créent., "false": Relisez.'),
    ],
)
def test_every_place_that_is_given_as_true(sound: Sound, old: str, new: str) -> None:
    sound.edit(QUIZ_UN, old, new)
    sound.tells(QUIZ_UN, new, "durcit A904")


def test_a_pair_is_read_in_one_go(sound: Sound) -> None:
    sound.edit(
        QUIZ_UN,
        "left: Les alliances, right: peuvent créer la confiance",
        "left: Les alliances, right: en vérité créent la confiance",
    )
    sound.tells(QUIZ_UN, "en vérité", "« créent » durcit A904")


@pytest.mark.parametrize(
    ("prompt", "is_told"),
    [
        ("Quelle phrase va trop loin ?", False),
        ("Quelle phrase **n'est pas** dans la source ?", False),
        ("Laquelle exagère ?", False),
        ("Rangez de la moins affirmative à la plus affirmative.", False),
        ("Quelle phrase reste fidèle, sans exagérer ?", True),
        ("Laquelle n'exagère pas ?", True),
        ("Laquelle ne va pas plus loin que la source ?", True),
    ],
)
def test_a_question_on_what_goes_too_far(sound: Sound, prompt: str, is_told: bool) -> None:
    """Its right answer is a sentence that hardens the source: that is the question."""
    sound.edit(QUIZ_UN, "Que dit la source des alliances ?", f'"{prompt}"')
    sound.edit(QUIZ_UN, RIGHT, "Les alliances créent la confiance")
    assert (sound.told() != []) is is_told


def test_a_false_proposition_may_harden(sound: Sound) -> None:
    sound.edit(QUIZ_UN, "alliances peuvent faciliter l'", "alliances facilitent l'")
    sound.edit(QUIZ_UN, "answer: true", "answer: false")
    assert sound.told() == []


def test_a_question_on_something_else(sound: Sound) -> None:
    sound.edit(QUIZ_UN, "text: Première", "text: Les alliances créent")
    assert sound.told() == []


def test_a_degree_may_be_that_of_the_finding(sound: Sound) -> None:
    sound.edit(FINDINGS, "axis: qualify", "axis: qualify\n    modality: peuvent")
    sound.edit(QUIZ_UN, "text: Première", "text: Les thèses garantissent un fait")
    sound.edit(QUIZ_UN, "text: Deuxième", "text: Elles prouvent un fait")
    assert [one.split(" : ")[1] for one in sound.told()] == [
        "« garantissent » durcit A903, qui écrit « peuvent »",
        "« prouvent » durcit A903, qui écrit « peuvent »",
    ]


@pytest.mark.parametrize(
    ("text", "is_harder"),
    [
        ("Le plan évalue les impacts", True),
        ("Le plan a permis d'évaluer les impacts", True),
        ("Le plan évaluera les impacts", True),
        ("Le plan permet d'évaluer les impacts", True),
        ("Le plan permettra d'évaluer les impacts", False),
    ],
)
def test_a_plan_is_no_result(sound: Sound, text: str, is_harder: bool) -> None:
    modal = "Les alliances peuvent créer la confiance et faciliter l'engagement des personnes"
    plan = "Le plan permettra d'évaluer les impacts sur les personnes"
    sound.replace_source(modal, plan)
    sound.edit(STATEMENTS, modal, plan)
    sound.edit(QUIZ_UN, RIGHT, f'"{text}"')
    assert any("durcit A904, qui écrit « permettra »" in one for one in sound.told()) is is_harder
