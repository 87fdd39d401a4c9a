"""The text of a file: whatever was written is read back, in one way only."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from courses.interchange.contents import content_of_file
from courses.interchange.dumping import yaml_text
from courses.interchange.reading import Document, read_lesson
from courses.interchange.shaping import schema_named, shaped

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
TRAPS = (
    "yes", "Non", "null", "~", "12", "1e3", "0x1F", "2017-11-23", "09:30", "- tiret", "-", "? x",
    "a: b", "a #b", "#b", "'", '"', "\\", "« oui »", "É 🙂 œ", "|", ">", "%", "@", "`", "{", "[a]",
    "a\nb", "a\n", "\na", "a\n\n", "a\n\nb\n", " a", "a ", "a\n b", "a \nb", "---", "a\n---\nb",
    "\t", "a\tb", "\r\n", "\x07", "\x85", "\u2028", "\ufeff", "\xa0", "a\xa0\nb", "<<", "*a", "&a",
)  # fmt: skip


def _examples(test: Any) -> Any:
    for text in TRAPS:
        test = example(text)(test)
    return test


def _quiz(text: str) -> dict[str, Any]:
    choice = {"id": "a", "text": text, "correct": True, "feedback": text}
    question = {
        "id": "q",
        "kind": "single",
        "prompt": text,
        "cites": ["A01"],
        "choices": [choice, {"id": "b", "text": f"{text}.", "correct": False}],
        "explanation": text,
    }
    return {"id": "quiz", "title": text[:200], "layout": "all", "questions": [question]}


@_examples
@given(TEXTS)
def test_any_text_survives_a_file(text: str) -> None:
    written = shaped(_quiz(text), schema_named("quiz"))
    file = yaml_text(written, schema_named("quiz"))
    assert Document(Path("x.quiz.yaml"), file, schema="quiz").data == written
    assert yaml.safe_load(file) == written  # any reader of YAML, not only ours


@_examples
@given(TEXTS)
def test_any_lesson_survives_a_file(tmp_path_factory: Any, text: str) -> None:
    assume(text.strip())
    heading = {"id": "lecon", "title": text[:200], "minutes": 5, "aims": [text], "journal": text}
    content = content_of_file("lesson", heading, text)
    path = tmp_path_factory.mktemp("lesson") / "lecon.md"
    path.write_bytes(content.text.encode())
    read, body = read_lesson(path)
    again = content_of_file("lesson", read.data, body)
    assert again.text == content.text
    assert again.data == content.data
