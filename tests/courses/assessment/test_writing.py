"""Writing a questionnaire: new versions of what changed alone, and refusals that say where."""

from typing import Any

import pytest

from courses.assessment.models import Question, QuestionCitation, QuestionVersion, Quiz, QuizVersion
from courses.assessment.writing import QuestionProblem, write_quiz
from courses.catalogue.markup import render_inline
from courses.catalogue.models import Course
from courses.knowledge.citing import all_citable
from courses.knowledge.models import Decision
from courses.versioning import stable_uuid
from tests.courses.small import NOW


def _question(key: str, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "kind": "true_false",
        "prompt": f"*{key}* ?",
        "cites": ["A902"],
        "answer": True,
        **more,
    }


def _write(*questions: dict[str, Any], **more: Any) -> QuizVersion:
    written = {"id": "essai", "title": "L'essai", "questions": list(questions), **more}
    return write_quiz(written, citable=all_citable(), inline=render_inline, now=NOW)


def test_write_quiz_keeps_its_questions_in_order(small: Course) -> None:
    version = _write(_question("b"), _question("a"))
    assert [place.question_version.question.key for place in version.places.all()] == ["b", "a"]
    assert version.layout == QuizVersion.Layout.ALL
    assert version.title == "L’essai"


def test_write_quiz_renders_prompts_once(small: Course) -> None:
    version = _write(_question("b", explanation="C'est **dit**."))
    question = version.places.get().question_version
    assert question.prompt_html == "<em>b</em>\u202f?"
    assert question.explanation_html == "C’est <strong>dit</strong>."


def test_write_quiz_again_makes_no_row(small: Course) -> None:
    first = _write(_question("a"), _question("b"))
    assert _write(_question("a"), _question("b")).pk == first.pk
    assert QuestionVersion.objects.filter(question__quiz=first.quiz).count() == 2
    assert QuestionCitation.objects.filter(question_version__question__quiz=first.quiz).count() == 2


def test_write_quiz_makes_new_versions_of_what_changed_alone(small: Course) -> None:
    first = _write(_question("a"), _question("b"))
    second = _write(_question("a"), _question("b", answer=False))
    assert second.number == 2
    kept = dict(first.places.values_list("question_version__question__key", "question_version"))
    now = dict(second.places.values_list("question_version__question__key", "question_version"))
    assert kept["a"] == now["a"]
    assert kept["b"] != now["b"]


@pytest.mark.parametrize("change", [{"layout": "one"}, {"title": "Autre"}])
def test_write_quiz_with_another_head_keeps_its_questions(
    small: Course, change: dict[str, str]
) -> None:
    first = _write(_question("a"))
    second = _write(_question("a"), **change)
    assert second.number == 2
    assert QuestionVersion.objects.filter(question__quiz=first.quiz).count() == 1


def test_write_quiz_gives_uuids_that_come_from_its_identifiers(small: Course) -> None:
    version = _write(_question("a"))
    assert version.quiz.uuid == stable_uuid("quiz", "essai")
    assert Question.objects.get(quiz=version.quiz).uuid == stable_uuid("question", "essai/a")
    choices = version.places.get().question_version.body["choices"]
    assert choices[0]["uuid"] == str(stable_uuid("choice", "essai/a/true"))


def test_write_quiz_refuses_two_questions_with_one_identifier(small: Course) -> None:
    with pytest.raises(QuestionProblem, match="« a »") as caught:
        _write(_question("a"), _question("b"), _question("a"))
    assert caught.value.index == 2


def test_write_quiz_refuses_a_heading_whose_picture_is_lost(small: Course) -> None:
    with pytest.raises(QuestionProblem, match="A901 n'est qu'un titre") as caught:
        _write(_question("a"), _question("b", cites=["A902", "A901"]))
    assert caught.value.index == 1
    assert not Quiz.objects.filter(key="essai").exists()


def test_write_quiz_refuses_a_code_that_names_nothing(small: Course) -> None:
    with pytest.raises(QuestionProblem, match="A999"):
        _write(_question("a", cites=["A999"]))


def test_write_quiz_keeps_what_each_question_rests_on_as_it_was(small: Course) -> None:
    version = _write(_question("a", cites=["B901", "A902", "C901"]))
    question = version.places.get().question_version
    assert [one.text for one in question.citations.all()] == [
        "Autre chose.",
        "Un fait daté.",
        "Nous avons choisi.",
    ]


def test_a_corrected_decision_makes_anew_the_questions_that_rest_on_it(small: Course) -> None:
    first = _write(_question("a", cites=["C901"]), _question("b"))
    Decision.objects.filter(code="C901").update(text="Nous avons choisi autrement.")
    second = _write(_question("a", cites=["C901"]), _question("b"))
    citations = QuestionCitation.objects.filter(question_version__places__quiz_version=second)
    assert "Nous avons choisi autrement." in {one.text for one in citations}
    former = QuestionCitation.objects.filter(question_version__places__quiz_version=first)
    assert "Nous avons choisi autrement." not in {one.text for one in former}
