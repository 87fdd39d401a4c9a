"""One shape for what is the same, and an identifier for everything in it."""

from typing import Any

import pytest

from courses.catalogue.models import Course, LessonVersion
from courses.interchange.dumping import yaml_text
from courses.interchange.identifying import with_ids
from courses.interchange.shaping import SCHEMAS, schema_named, shaped
from tests.courses.interchange.conftest import state
from tests.courses.small import COURSE, LESSON_UN, NOW, QUIZ_UN, Folder

SPELT = {
    COURSE: ("quiz_percent: 70", "audience: []\nlanguage: fr\naward: automatic\nquiz_percent: 70"),
    LESSON_UN: ("minutes: 10\n", "minutes: 10\naims: []\n"),
    QUIZ_UN: ("text: La mauvaise", "text: La mauvaise\n        correct: false"),
    "modules/petit-second/module.yaml": ("title: Second", 'title: Second\nsummary: ""'),
    "knowledge/findings.yaml": ("    axis: qualify", "    visual_lost: false\n    axis: qualify"),
}


@pytest.mark.parametrize("name", SPELT)
def test_a_default_that_is_spelt_changes_no_row(small: Course, folder: Folder, name: str) -> None:
    before = state()
    folder.edit(name, *SPELT[name])
    folder.load(NOW)
    assert state() == before


def test_the_order_of_keys_changes_no_row(small: Course, folder: Folder) -> None:
    before = state()
    folder.edit(COURSE, "id: petite\ntitle: Petite formation\n", "title: Petite formation\n")
    folder.edit(COURSE, "quiz_percent: 70", "quiz_percent: 70\nid: petite")
    folder.edit(QUIZ_UN, "    kind: single\n    prompt: Laquelle ?\n", "    prompt: Laquelle ?\n")
    folder.edit(
        QUIZ_UN,
        "    cites: [A902]\n    choices",
        "    cites: [A902]\n    kind: single\n    choices",
    )
    folder.load(NOW)
    assert state() == before


def test_a_number_is_the_same_with_a_point(small: Course, folder: Folder) -> None:
    before = state()
    folder.edit(LESSON_UN, "minutes: 10", "minutes: 10.0")
    folder.load(NOW)
    assert state() == before


def test_shaped_gives_every_schema_its_own_order() -> None:
    for path in SCHEMAS.glob("*.schema.json"):
        assert shaped({}, schema_named(path.name.removesuffix(".schema.json"))) is not None


def test_shaped_follows_the_kind_of_a_question() -> None:
    question: dict[str, Any] = {
        "explanation": "",
        "pairs": [{"right": "b", "left": "a", "id": "p"}],
        "kind": "matching",
        "id": "q",
    }
    found = shaped({"questions": [question]}, schema_named("quiz"))["questions"][0]
    assert list(found) == ["id", "kind", "pairs", "distractors"]
    assert list(found["pairs"][0]) == ["id", "left", "right"]


def test_yaml_text_is_what_people_write_by_hand() -> None:
    data = {
        "id": "lecon",
        "title": "Une leçon : oui",
        "minutes": 5,
        "aims": ["Un", "Deux\nlignes"],
        "findings": ["R01", "R02"],
    }
    assert yaml_text(data, schema_named("lesson")) == (
        'id: lecon\ntitle: "Une leçon : oui"\nminutes: 5\naims:\n  - "Un"\n  - |-\n    Deux\n'
        "    lignes\nfindings: [R01, R02]\n"
    )


def test_with_ids_names_what_has_no_name_and_keeps_the_rest() -> None:
    quiz = {
        "questions": [
            {
                "kind": "single",
                "choices": [{"text": "a"}, {"id": "c1", "text": "b"}, {"text": "c"}],
            },
            {"id": "q1", "kind": "ordering", "items": [{"text": "x"}, {"text": "y"}]},
            {"kind": "matching", "pairs": [{"left": "g"}], "distractors": [{"text": "d"}]},
        ]
    }
    named = with_ids(quiz)["questions"]
    assert [one["id"] for one in named] == ["q2", "q1", "q3"]
    assert [one["id"] for one in named[0]["choices"]] == ["c2", "c1", "c3"]
    assert [one["id"] for one in named[1]["items"]] == ["i1", "i2"]
    assert (named[2]["pairs"][0]["id"], named[2]["distractors"][0]["id"]) == ("p1", "d1")
    assert with_ids({"questions": named})["questions"] == named


def test_a_questionnaire_without_identifiers_is_loaded_once(small: Course, folder: Folder) -> None:
    text = (folder.root / QUIZ_UN).read_text(encoding="utf-8")
    for one in ("id: oui\n        ", "id: non\n        ", "id: seule\n    "):
        text = text.replace(one, "")
    folder.write(QUIZ_UN, text.replace("{id: a, ", "{").replace("{id: chat, ", "{"))
    folder.load(NOW)
    version = LessonVersion.objects.of(LessonVersion.objects.get(title="Leçon un", number=1).lesson)
    asked = version.order_by("-number")[0].quiz_version.questions.order_by("places__position")
    assert [one.question.key for one in asked][:2] == ["q1", "plusieurs"]
    assert [one["id"] for one in asked[0].written["choices"]] == ["c1", "c2"]
    before = state()
    folder.load(NOW)
    assert state() == before
