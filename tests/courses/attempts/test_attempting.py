"""Tries at a questionnaire, kept answer by answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from courses.assessment.models import QuizVersion
from courses.attempts.attempting import (
    Sheet,
    asked_of,
    field_of,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.attempts.models import Attempt, Response, Score
from courses.catalogue.models import Course
from courses.enrolment.models import Enrolment
from courses.learning.standing import standing_of
from tests.courses.small import NOW, QUIZ_UN, Folder
from tests.learners import answers_to, right_answers

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def quiz(small: Course) -> QuizVersion:
    return QuizVersion.objects.get(quiz__key="petite-un")


@pytest.fixture
def sheet(follower: Enrolment, quiz: QuizVersion) -> Sheet:
    return Sheet.of(start_attempt(follower, quiz, now=NOW))


def _stored(sheet: Sheet) -> dict[int, Any]:
    return dict(sheet.attempt.responses.values_list("question_version", "answer"))


def test_start_attempt_pins_the_questions_in_order(sheet: Sheet, quiz: QuizVersion) -> None:
    assert sheet.attempt.number == 1
    assert sheet.attempt.questions == list(quiz.places.values_list("question_version", flat=True))
    assert [one.question.key for one in asked_of(sheet.attempt)] == [
        "seule",
        "plusieurs",
        "vrai",
        "paires",
        "ordre",
    ]
    assert sheet.answers == {}


def test_start_attempt_twice_gives_the_one_under_way(
    sheet: Sheet, follower: Enrolment, quiz: QuizVersion
) -> None:
    assert start_attempt(follower, quiz, now=LATER) == sheet.attempt
    assert Attempt.objects.count() == 1


def test_start_attempt_after_a_submission_is_the_next_one(
    sheet: Sheet, follower: Enrolment, quiz: QuizVersion
) -> None:
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    submit_attempt(sheet, now=NOW)
    second = start_attempt(follower, quiz, now=LATER)
    assert second.number == 2
    assert second.seed != sheet.attempt.seed


def test_save_answers_keeps_them_one_by_one_and_replaces_them(sheet: Sheet) -> None:
    first, second = sheet.questions[:2]
    save_answers(sheet, right_answers(first), now=NOW)
    assert set(_stored(sheet)) == {first.pk}
    field = field_of(first)
    wrong = next(one["uuid"] for one in first.body["choices"] if not one["correct"])
    save_answers(sheet, {f"{field}-shown": "1", field: wrong}, now=LATER)
    assert _stored(sheet) == {first.pk: {"chosen": [wrong]}}
    save_answers(sheet, right_answers(second), now=LATER)
    assert set(_stored(sheet)) == {first.pk, second.pk}
    assert Sheet.of(sheet.attempt).answers == sheet.answers == _stored(sheet)


def test_save_answers_leaves_questions_that_the_page_does_not_show(sheet: Sheet) -> None:
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    before = _stored(sheet)
    save_answers(sheet, {"csrfmiddlewaretoken": "x"}, now=LATER)
    assert _stored(sheet) == before


def test_save_answers_empties_a_question_shown_without_answer(sheet: Sheet) -> None:
    several = sheet.questions[1]
    save_answers(sheet, right_answers(several), now=NOW)
    save_answers(sheet, {f"{field_of(several)}-shown": "1"}, now=LATER)
    assert _stored(sheet) == {several.pk: {}}


def test_save_answers_keeps_partial_ones(sheet: Sheet) -> None:
    pairs = sheet.questions[3]
    field, pair = field_of(pairs), pairs.body["pairs"][0]
    save_answers(sheet, {f"{field}-shown": "1", f"{field}-{pair['uuid']}": pair["option"]}, now=NOW)
    assert _stored(sheet) == {pairs.pk: {"pairs": {pair["uuid"]: pair["option"]}}}
    assert pairs.pk in sheet.problems()


def test_save_answers_writes_only_what_changed(sheet: Sheet) -> None:
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    save_answers(sheet, answers_to(sheet.questions), now=LATER)
    assert set(sheet.attempt.responses.values_list("answered_at", flat=True)) == {NOW}


def test_save_answers_is_refused_after_the_submission(sheet: Sheet) -> None:
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    submit_attempt(sheet, now=NOW)
    before = _stored(sheet)
    with pytest.raises(ValidationError):
        save_answers(sheet, {f"{field_of(sheet.questions[0])}-shown": "1"}, now=LATER)
    assert _stored(sheet) == before


def test_submit_attempt_with_missing_answers_says_which_and_stays_open(sheet: Sheet) -> None:
    first, *others = sheet.questions
    save_answers(sheet, right_answers(first), now=NOW)
    with pytest.raises(ValidationError) as caught:
        submit_attempt(sheet, now=LATER)
    assert set(caught.value.message_dict) == {str(one.pk) for one in others}
    assert all(len(one) == 1 and one[0] for one in caught.value.message_dict.values())
    sheet.attempt.refresh_from_db()
    assert sheet.attempt.submitted_at is None
    assert not Score.objects.exists()
    assert set(_stored(sheet)) == {first.pk}
    save_answers(sheet, answers_to(others), now=LATER)
    assert submit_attempt(sheet, now=LATER).percent == 100


def test_submit_attempt_scores_what_is_stored(sheet: Sheet) -> None:
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    first = sheet.questions[0]
    wrong = next(one["uuid"] for one in first.body["choices"] if not one["correct"])
    # Another tab answered since this one was read.
    other = Sheet.of(sheet.attempt)
    field = field_of(first)
    save_answers(other, {f"{field}-shown": "1", field: wrong}, now=LATER)
    assert submit_attempt(sheet, now=LATER).percent == 80


def test_submit_attempt_twice_returns_the_first_score(sheet: Sheet) -> None:
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    first = submit_attempt(sheet, now=NOW)
    again = submit_attempt(Sheet.of(Attempt.objects.get()), now=LATER)
    assert again == first
    assert Score.objects.count() == 1
    sheet.attempt.refresh_from_db()
    assert sheet.attempt.submitted_at == NOW


def _try(follower: Enrolment, quiz: QuizVersion, *, right: int) -> Score:
    sheet = Sheet.of(start_attempt(follower, quiz, now=NOW))
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    for question in sheet.questions[right:]:
        Response.objects.filter(attempt=sheet.attempt, question_version=question).update(
            answer=_wrong(question.body)
        )
    return submit_attempt(sheet, now=NOW)


def _wrong(body: dict[str, Any]) -> dict[str, Any]:
    if "choices" in body:
        return {"chosen": [next(one["uuid"] for one in body["choices"] if not one["correct"])]}
    if "pairs" in body:
        return {"pairs": {one["uuid"]: body["distractors"][0]["option"] for one in body["pairs"]}}
    order = [one["uuid"] for one in body["items"]]
    return {"places": {uuid: at for at, uuid in enumerate(order[1:] + order[:1], start=1)}}


def test_the_best_valid_score_counts(follower: Enrolment, quiz: QuizVersion) -> None:
    assert [_try(follower, quiz, right=right).percent for right in (2, 4, 3)] == [40, 80, 60]
    assert standing_of(follower).best == {quiz.quiz_id: 80}
    Score.objects.filter(percent=80).update(is_valid=False)
    assert standing_of(follower).best == {quiz.quiz_id: 60}


def test_an_open_attempt_keeps_its_version(
    sheet: Sheet, follower: Enrolment, folder: Folder, quiz: QuizVersion
) -> None:
    save_answers(sheet, answers_to(sheet.questions), now=NOW)
    folder.edit(QUIZ_UN, "    answer: true", "    answer: false")
    folder.load(LATER)
    new = QuizVersion.objects.published().get(quiz=quiz.quiz, number=2)
    kept = start_attempt(follower, new, now=LATER)
    assert kept == sheet.attempt
    assert kept.quiz_version == quiz
    assert submit_attempt(Sheet.of(kept), now=LATER).percent == 100
    assert start_attempt(follower, new, now=LATER).quiz_version == new


def test_the_database_keeps_one_open_attempt(sheet: Sheet) -> None:
    attempt = sheet.attempt
    attempt.pk, attempt.number = None, 2
    attempt.uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save(force_insert=True)


@pytest.mark.parametrize("percent", [-1, 101])
def test_the_database_refuses_what_is_no_percentage(sheet: Sheet, percent: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(attempt=sheet.attempt, percent=percent, scored_at=NOW)


def test_the_database_keeps_one_automatic_score(sheet: Sheet) -> None:
    Score.objects.create(attempt=sheet.attempt, percent=50, scored_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(attempt=sheet.attempt, percent=60, scored_at=NOW)
    Score.objects.create(
        attempt=sheet.attempt, percent=60, scored_at=NOW, kind=Score.Kind.RESCORED, reason="x"
    )
