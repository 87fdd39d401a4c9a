"""Support: no question on what the source lost."""

from collections.abc import Iterator

from courses.interchange.checking.asking import Question, questions
from courses.interchange.checking.contents import Contents, Entry
from courses.interchange.reading import ContentError


def check(contents: Contents) -> Iterator[ContentError]:
    statements = contents.coded("statements")
    for quiz in contents.quizzes:
        is_graded = quiz.data.get("graded", True)
        for question in questions(quiz):
            yield from _check_question(question, statements, is_graded=is_graded)
    for document in contents.modules.values():
        moments = document.data.get("stage", {}).get("moments", [])
        for index, moment in enumerate(moments):
            for place, code in enumerate(moment.get("cites", [])):
                if _is_heading(statements, code):
                    yield document.problem(
                        f"{code} n'est qu'un titre dont l'image est perdue",
                        ["stage", "moments", index, "cites", place],
                    )


def _check_question(
    question: Question, statements: dict[str, Entry], *, is_graded: bool
) -> Iterator[ContentError]:
    cites = question.data["cites"]
    for place, code in enumerate(cites):
        if _is_heading(statements, code):
            yield question.problem(
                f"{code} n'est qu'un titre dont l'image est perdue : "
                "aucune question ne peut s'y appuyer",
                "cites",
                place,
            )
    lost = [statements[code]["lost"] for code in cites if statements.get(code, {}).get("lost")]
    if is_graded and len(lost) == len(cites):
        yield question.problem(
            f"question notée sur ce que la source a perdu ({', '.join(lost)}) : "
            "ajouter un appui B ou C, ou `graded: false`",
            "cites",
        )


def _is_heading(statements: dict[str, Entry], code: str) -> bool:
    return bool(statements.get(code, {}).get("kind") == "heading")
