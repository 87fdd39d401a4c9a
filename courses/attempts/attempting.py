"""Starting an attempt, answering, submitting."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.assessment.grading import percent
from courses.assessment.models import QuestionVersion, QuizVersion
from courses.attempts.models import Attempt, Response, Score
from courses.enrolment.models import Enrolment


def start_attempt(enrolment: Enrolment, quiz_version: QuizVersion, *, now: datetime) -> Attempt:
    """The person's open attempt at this quiz: made now, or the one under way."""
    mine = Attempt.objects.filter(enrolment=enrolment, quiz=quiz_version.quiz_id)
    open_one: Attempt | None = mine.open().first()
    if open_one is not None:
        return open_one
    last = mine.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                enrolment=enrolment,
                quiz_id=quiz_version.quiz_id,
                quiz_version=quiz_version,
                number=last + 1,
                questions=list(quiz_version.places.values_list("question_version", flat=True)),
                seed=secrets.token_hex(8),
                started_at=now,
            )
    except IntegrityError:
        return mine.open().get()  # type: ignore[no-any-return]


def asked_of(attempt: Attempt) -> list[QuestionVersion]:
    """The questions of an attempt, in its order."""
    by_pk = QuestionVersion.objects.select_related("question").in_bulk(attempt.questions)
    return [by_pk[pk] for pk in attempt.questions]


@dataclass
class Sheet:
    """An attempt with its questions and the answers given so far."""

    attempt: Attempt
    questions: list[QuestionVersion]
    answers: dict[int, dict[str, Any]]

    @classmethod
    def of(cls, attempt: Attempt) -> "Sheet":
        answers = dict(attempt.responses.values_list("question_version", "answer"))
        return cls(attempt, asked_of(attempt), answers)

    def answer(self, question: QuestionVersion) -> dict[str, Any]:
        return self.answers.get(question.pk, {})

    def problems(self) -> dict[int, str]:
        """What stops this attempt from being submitted, by question version."""
        told = {
            question.pk: question.behaviour.problem(question.body, self.answer(question))
            for question in self.questions
        }
        return {pk: sentence for pk, sentence in told.items() if sentence}


def field_of(question: QuestionVersion) -> str:
    """The name of a question's field in a form."""
    return f"q-{question.question.uuid}"


def save_answers(sheet: Sheet, data: Mapping[str, Any], *, now: datetime) -> Sheet:
    """Keep what the form holds, complete or not. ValidationError once the attempt is submitted.

    Only questions present in the form are touched: a page may show one of them.
    """
    answers = {
        question: question.behaviour.read(question.body, field_of(question), data)
        for question in sheet.questions
        if f"{field_of(question)}-shown" in data
    }
    return keep_answers(sheet, answers, now=now)


@transaction.atomic
def keep_answers(
    sheet: Sheet, answers: Mapping[QuestionVersion, dict[str, Any]], *, now: datetime
) -> Sheet:
    """Keep the answers that changed. ValidationError once the attempt is submitted."""
    _hold_open(sheet.attempt)
    changed = {one: answer for one, answer in answers.items() if answer != sheet.answer(one)}
    Response.objects.bulk_create(
        [
            Response(
                attempt=sheet.attempt, question_version=question, answer=answer, answered_at=now
            )
            for question, answer in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["attempt", "question_version"],
        update_fields=["answer", "answered_at"],
    )
    sheet.answers |= {question.pk: answer for question, answer in changed.items()}
    return sheet


def submit_attempt(sheet: Sheet, *, now: datetime) -> Score:
    """Close the attempt and score it, once.

    ValidationError, by question version, while answers are missing. A second submission returns
    the score that the first one got.
    """
    with transaction.atomic():
        closed = Attempt.objects.open().filter(pk=sheet.attempt.pk).update(submitted_at=now)
        if not closed:
            return sheet.attempt.scores.get(kind=Score.Kind.AUTOMATIC)
        # Read again now that nobody else can write: another tab may have answered since.
        sheet.answers = dict(sheet.attempt.responses.values_list("question_version", "answer"))
        if problems := sheet.problems():
            raise ValidationError({str(pk): sentence for pk, sentence in problems.items()})
        sheet.attempt.submitted_at = now
        graded = [(question, sheet.answer(question)) for question in sheet.questions]
        return Score.objects.create(attempt=sheet.attempt, percent=percent(graded), scored_at=now)


def _hold_open(attempt: Attempt) -> None:
    """Hold the attempt's row, open: no answer slips in after the submission."""
    if not Attempt.objects.open().select_for_update().filter(pk=attempt.pk).exists():
        raise ValidationError(_("This attempt has been submitted: its answers no longer change."))
