"""Questions that could not be asked, or that leave a person without an answer."""

from collections.abc import Iterator

from courses.assessment.kinds import WrittenProblem, kind_named
from courses.interchange.checking.asking import Question, questions
from courses.interchange.checking.contents import Contents
from courses.interchange.reading import ContentError, Document

FEWEST, MOST = 3, 5


def check(contents: Contents) -> Iterator[ContentError]:
    for quiz in contents.quizzes:
        asked = questions(quiz)
        if not FEWEST <= len(asked) <= MOST:
            yield quiz.problem(
                f"un questionnaire a de {FEWEST} à {MOST} questions, celui-ci en a {len(asked)}",
                ["questions"],
            )
        yield from _ids_written_twice(quiz)
        for question in asked:
            yield from _check_question(question)


def _ids_written_twice(quiz: Document) -> Iterator[ContentError]:
    seen: set[str] = set()
    for index, one in enumerate(quiz.data["questions"]):
        key = one.get("id")
        if key in seen:
            yield quiz.problem(
                f"deux questions ont l'identifiant « {key} »", ["questions", index, "id"]
            )
        seen |= {key} if key else set()


def _check_question(question: Question) -> Iterator[ContentError]:
    try:
        kind_named(question.data["kind"]).body(question.data, uuid_of=str, inline=str)
    except WrittenProblem as problem:
        yield question.problem(str(problem))
    for place, part in question.parts:
        if not part.get("feedback"):
            yield question.problem(f"« {part['id']} » n'a pas de commentaire", *place)
    if question.data["kind"] == "true_false":
        feedback = question.data.get("feedback", {})
        for name, said in (("true", "vrai"), ("false", "faux")):
            if not feedback.get(name):
                yield question.problem(f"la réponse « {said} » n'a pas de commentaire")
