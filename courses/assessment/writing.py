"""Writing a questionnaire: a new version of what changed, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.assessment.kinds import WrittenProblem, kind_named
from courses.assessment.models import (
    Question,
    QuestionCitation,
    QuestionVersion,
    Quiz,
    QuizVersion,
    QuizVersionQuestion,
)
from courses.knowledge.citing import FIELDS, Citable, CitationProblem, cited, text_of
from courses.knowledge.models import Statement
from courses.typography import typeset
from courses.versioning import FileVersion, content_hash, stable_uuid

Inline = Callable[[str], str]
"""How a sentence becomes safe HTML: given by the catalogue, which owns Markdown."""


class QuestionProblem(Exception):
    """A question that cannot be kept: its place in the file, and why (in French)."""

    def __init__(self, index: int, problem: str) -> None:
        self.index = index
        super().__init__(problem)


@transaction.atomic
def write_quiz(
    written: Mapping[str, Any],
    *,
    citable: Mapping[str, Citable],
    inline: Inline,
    now: datetime,
    origin: FileVersion.Origin = FileVersion.Origin.FILE,
) -> QuizVersion:
    """The head of a questionnaire with this content. QuestionProblem when a question is wrong."""
    quiz, _created = Quiz.objects.get_or_create(
        key=written["id"], defaults={"uuid": stable_uuid("quiz", written["id"])}
    )
    questions = []
    for index, one in enumerate(written["questions"]):
        if one["id"] in {other["id"] for other in written["questions"][:index]}:
            raise QuestionProblem(index, f"deux questions ont l'identifiant « {one['id']} »")
        try:
            rests_on = _cited_by_question(one["cites"], citable)
            questions.append(
                _write_question(quiz, one, rests_on, inline=inline, now=now, origin=origin)
            )
        except (WrittenProblem, CitationProblem) as problem:
            raise QuestionProblem(index, str(problem)) from problem
    version, is_new = _write_head(quiz, written, questions, now=now, origin=origin)
    if is_new:
        QuizVersionQuestion.objects.bulk_create(
            QuizVersionQuestion(quiz_version=version, question_version=question, position=position)
            for position, question in enumerate(questions, start=1)
        )
    return version


def _write_head(
    quiz: Quiz,
    written: Mapping[str, Any],
    questions: list[QuestionVersion],
    *,
    now: datetime,
    origin: FileVersion.Origin,
) -> tuple[QuizVersion, bool]:
    own = {key: value for key, value in written.items() if key != "questions"}
    return QuizVersion.write(
        quiz,
        hashed=content_hash([own, [question.content_hash for question in questions]]),
        now=now,
        origin=origin,
        written=own,
        title=typeset(written["title"]),
        layout=written.get("layout", QuizVersion.Layout.ALL),
        is_graded=written.get("graded", True),
    )


def _write_question(
    quiz: Quiz,
    written: Mapping[str, Any],
    rests_on: list[Citable],
    *,
    inline: Inline,
    now: datetime,
    origin: FileVersion.Origin,
) -> QuestionVersion:
    question, _created = Question.objects.get_or_create(
        quiz=quiz,
        key=written["id"],
        defaults={"uuid": stable_uuid("question", f"{quiz.key}/{written['id']}")},
    )
    body = kind_named(written["kind"]).body(
        written,
        uuid_of=lambda key: str(stable_uuid("choice", f"{quiz.key}/{written['id']}/{key}")),
        inline=inline,
    )
    version, is_new = QuestionVersion.write(
        question,
        # What it rests on belongs to it: a corrected statement makes it anew.
        hashed=content_hash([written, [text_of(one) for one in rests_on]]),
        now=now,
        origin=origin,
        written=written,
        kind=written["kind"],
        prompt=written["prompt"],
        prompt_html=inline(written["prompt"]),
        explanation=written.get("explanation", ""),
        explanation_html=inline(written.get("explanation", "")),
        body=body,
    )
    if is_new:
        _keep_citations(version, rests_on)
    return version


def _keep_citations(version: QuestionVersion, rests_on: list[Citable]) -> None:
    QuestionCitation.objects.bulk_create(
        QuestionCitation(
            question_version=version,
            **{FIELDS[type(one)]: one},
            text=text_of(one),
            position=position,
        )
        for position, one in enumerate(rests_on, start=1)
    )


def _cited_by_question(codes: list[str], citable: Mapping[str, Citable]) -> list[Citable]:
    found = cited(codes, citable)
    for one in found:
        if isinstance(one, Statement) and one.kind == Statement.Kind.HEADING:
            raise CitationProblem(
                f"{one.code} n'est qu'un titre dont l'image est perdue : "
                "aucune question ne peut s'y appuyer"
            )
    return found
