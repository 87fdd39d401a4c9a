"""What a learner does, as fast acts for tests that need somebody who did it."""

from datetime import datetime
from typing import Any

from courses.assessment.models import QuestionVersion, QuizVersion
from courses.attempts.attempting import Sheet, field_of, keep_answers, save_answers, start_attempt
from courses.attempts.models import Score
from courses.catalogue.outline import LessonPlace
from courses.enrolment.models import Enrolment
from courses.learning.progressing import hand_in, mark_read
from courses.learning.standing import standing_of


def right_answers(question: QuestionVersion) -> dict[str, Any]:
    """The form's data that answers a question rightly."""
    field, body = field_of(question), question.body
    data: dict[str, Any] = {f"{field}-shown": "1"}
    if "choices" in body:
        data[field] = [choice["uuid"] for choice in body["choices"] if choice["correct"]]
    for pair in body.get("pairs", []):
        data[f"{field}-{pair['uuid']}"] = pair["option"]
    for place, item in enumerate(body.get("items", []), start=1):
        data[f"{field}-{item['uuid']}"] = str(place)
    return data


def answers_to(questions: list[QuestionVersion]) -> dict[str, Any]:
    return {key: value for one in questions for key, value in right_answers(one).items()}


def wrong_answers(questions: list[QuestionVersion]) -> dict[str, Any]:
    """Complete, and mostly wrong: a wrong choice, one counterpart for all, the order reversed."""
    data: dict[str, Any] = {}
    for one in questions:
        field, body = field_of(one), one.body
        data[f"{field}-shown"] = "1"
        if "choices" in body:
            data[field] = [each["uuid"] for each in body["choices"] if not each["correct"]][:1]
        for pair in body.get("pairs", []):
            data[f"{field}-{pair['uuid']}"] = body["pairs"][0]["option"]
        for place, item in enumerate(reversed(body.get("items", [])), start=1):
            data[f"{field}-{item['uuid']}"] = str(place)
    return data


def fail_quiz(enrolment: Enrolment, place: LessonPlace, *, now: datetime) -> Score:
    version = QuizVersion.objects.get(pk=place.quiz_version)
    sheet = Sheet.of(start_attempt(enrolment, version, now=now))
    return hand_in(save_answers(sheet, wrong_answers(sheet.questions), now=now), now=now)


def pass_quiz(enrolment: Enrolment, place: LessonPlace, *, now: datetime) -> Score:
    version = QuizVersion.objects.get(pk=place.quiz_version)
    sheet = Sheet.of(start_attempt(enrolment, version, now=now))
    right = {one: one.behaviour.right_answer(one.body) for one in sheet.questions}
    return hand_in(keep_answers(sheet, right, now=now), now=now)


def complete_course(enrolment: Enrolment, *, now: datetime) -> None:
    """Read and pass everything that is required."""
    for place in standing_of(enrolment).required:
        mark_read(enrolment, place, now=now)
        if place.quiz is not None:
            pass_quiz(enrolment, place, now=now)
