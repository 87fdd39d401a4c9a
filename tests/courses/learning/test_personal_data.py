"""What a person gets back: words, beside the identifiers that programs need."""

from datetime import UTC, datetime
from typing import Any

from courses.enrolment.models import Enrolment
from courses.learning.journaling import write_entry
from courses.learning.personal_data import LearningData
from courses.learning.progressing import mark_read
from courses.learning.standing import standing_of
from tests.learners import complete_course, pass_quiz

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_export_says_lessons_and_answers_in_words(enrolment: Enrolment) -> None:
    place = next(one for one in standing_of(enrolment).required if one.slug.startswith("trois-o"))
    mark_read(enrolment, place, now=NOW)
    write_entry(enrolment, place, "Une note", now=NOW)
    pass_quiz(enrolment, place, now=NOW)
    (theirs,) = LearningData().export(enrolment.person)["enrolments"]
    assert theirs["lessons_read"][0]["lesson"] == place.title
    assert theirs["lessons_read"][0]["slug"] == theirs["journal"][0]["slug"] == place.slug
    assert theirs["journal"][0]["lesson"] == place.title
    (attempt,) = theirs["attempts"]
    assert attempt["questionnaire"].startswith("Vérifier sa lecture")
    said = {one["question"]: one["answer"] for one in attempt["answers"]}
    ordered = next(answer for question, answer in said.items() if question.startswith("Remettez"))
    assert ordered == ["1. Comprendre", "2. Qualifier", "3. Évaluer"]
    assert all(one["kept_as"] for one in attempt["answers"])


def test_page_shows_the_words_and_no_identifier(enrolment: Enrolment, signed_in: Any) -> None:
    complete_course(enrolment, now=NOW)
    page = signed_in(enrolment.person).get("/compte/mes-donnees/").content.decode()
    assert "Leçon 1</dt>" in page
    assert "Question 5</dt>" in page
    assert "à 10\u00a0h\u00a000" in page  # in Paris
    for left in ("Chosen", "Pairs", "Places", "Slug", "dix-ans-en-chiffres"):
        assert left not in page
    enrolments = page[page.index("Inscriptions</h2>") :]
    enrolments = enrolments[: enrolments.index("</section>")]
    attempt = enrolment.attempts.first()
    for response in attempt.responses.all():
        assert not [
            uuid for uuid in _uuids(response.answer) if len(uuid) == 36 and uuid in enrolments
        ]


def _uuids(answer: dict[str, Any]) -> list[str]:
    kept = next(iter(answer.values()))
    return [*kept, *(str(one) for one in kept.values())] if isinstance(kept, dict) else list(kept)
