"""Bodies of questions, made as authors' files make them."""

from typing import Any

from courses.assessment.kinds import Body, kind_named


def body(kind: str, **written: Any) -> Body:
    """The body of a question; the uuid of `a` is `u-a`, and its HTML is `<b>text</b>`."""
    return kind_named(kind).body(
        written,
        uuid_of=lambda key: f"u-{key}",
        inline=lambda text: f"<b>{text}</b>" if text else "",
    )


def choices(kind: str, correct: str, wrong: str = "") -> Body:
    """A question with one choice a letter, each with a comment of its own."""
    return body(
        kind,
        choices=[
            {"id": one, "text": one, "correct": one in correct, "feedback": f"dit {one}"}
            for one in [*correct, *wrong]
        ],
    )


def matching(count: int, distractors: int = 0) -> Body:
    return body(
        "matching",
        pairs=[
            {"id": f"p{at}", "left": f"gauche {at}", "right": f"droite {at}", "feedback": f"f{at}"}
            for at in range(count)
        ],
        distractors=[{"id": f"d{at}", "text": f"leurre {at}"} for at in range(distractors)],
    )


def ordering(count: int) -> Body:
    return body(
        "ordering",
        items=[{"id": f"i{at}", "text": f"n°{at}", "feedback": f"f{at}"} for at in range(count)],
    )
