"""Lessons that nobody comes to, courses that nobody can begin."""

import pytest

from tests.courses.interchange.checking.sound import COURSE, LESSON_UN, MODULE, QUIZ_UN, Sound

OTHER = """\
id: %s
title: Autre formation
summary: Autre.
format: awareness
aims: [Apprendre]
quiz_percent: 70
modules:
  - id: petit-second
"""
AUTRE = "courses/autre.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "words", "told"),
    [
        (MODULE, "  - petite-un\n", "", "", "son module ne la nomme pas"),
        (MODULE, "  - petite-un\n", "  - petite-un\n  - absente\n", "absente", "pas de fichier"),
        (MODULE, "id: petit-premier", "id: premier", "id: premier", "n'est pas le nom du fichier"),
        (LESSON_UN, "id: petite-un", "id: autre", "id: autre", "n'est pas le nom du fichier"),
        (LESSON_UN, "id: petite-un", "id: petite-trois", "", "déjà pris par une autre leçon"),
        (QUIZ_UN, "id: petite-un", "id: autre", "id: autre", "n'est pas le nom du fichier"),
        (COURSE, "  - id: petit-premier\n", "", "", "aucune formation ne le contient"),
        (COURSE, "- id: petit-premier", "- id: inconnu", "inconnu", "« inconnu » n'existe pas"),
        (COURSE, "  - id: petit-premier", "  - id: petit-second", "", "est écrit deux fois"),
    ],
)
def test_what_nobody_comes_to(
    sound: Sound, name: str, old: str, new: str, words: str, told: str
) -> None:
    sound.edit(name, old, new)
    found = [one for one in sound.told() if told in one]
    assert len(found) == 1, sound.told()
    if words:
        assert found[0].startswith(f"{name}, ligne {sound.line(name, words)} : ")


def test_a_questionnaire_without_its_lesson(sound: Sound) -> None:
    quiz = (sound.root / QUIZ_UN).read_text(encoding="utf-8")
    name = QUIZ_UN.replace("petite-un", "seul")
    sound.write(name, quiz.replace("id: petite-un", "id: seul"))
    assert sound.told() == [f"{name}, ligne 1 : questionnaire sans leçon du même nom"]


def test_a_course_without_a_required_module(sound: Sound) -> None:
    sound.edit(COURSE, "  - id: petit-premier\n", "  - id: petit-premier\n    required: false\n")
    sound.edit(COURSE, "required: true", "required: false")
    assert any("rien ne s'achèverait" in one for one in sound.told())


def _require(sound: Sound, name: str, what: str) -> None:
    text = (sound.root / name).read_text(encoding="utf-8")
    sound.write(name, f"{text}requires:\n  {what}\n")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("courses: [petite]", "cycle : pour suivre la formation « petite »"),
        ("courses: [inconnue]", "la formation demandée « inconnue » n'existe pas"),
        ("modules: [inconnu]", "le module demandé « inconnu » n'existe pas"),
        ("modules: [petit-premier]", "cycle : pour suivre le module « petit-premier »"),
    ],
)
def test_a_prerequisite_that_is_never_met(sound: Sound, what: str, told: str) -> None:
    _require(sound, COURSE, what)
    sound.tells(COURSE, what, told)


def test_two_courses_that_wait_for_one_another(sound: Sound) -> None:
    sound.write(AUTRE, OTHER % "autre")
    _require(sound, AUTRE, "modules: [petit-premier]")
    assert sound.told() == []
    _require(sound, COURSE, "courses: [autre]")
    cycle = "cycle : pour suivre"
    assert [one.split(" : ", 1)[0] for one in sound.told() if cycle in one] == [
        f"{AUTRE}, ligne {sound.line(AUTRE, '[petit-premier]')}",
        f"{COURSE}, ligne {sound.line(COURSE, '[autre]')}",
    ]


def test_a_module_that_another_course_holds_opens_this_one(sound: Sound) -> None:
    sound.write(AUTRE, OTHER % "autre")
    _require(sound, COURSE, "modules: [petit-second]")
    assert sound.told() == []


def test_a_course_behind_an_impossible_one(sound: Sound) -> None:
    sound.write(AUTRE, OTHER % "autre")
    _require(sound, AUTRE, "courses: [autre]")
    _require(sound, COURSE, "courses: [autre]")
    assert [one.split(" : ", 1)[1].split(" :")[0] for one in sound.told()] == [
        "cycle",
        "la formation « autre » ne peut jamais être suivie",
    ]
