"""A person's part of what courses hold: enrolments, reading, answers, journal, mails."""

from datetime import datetime
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from courses.attempts.models import Attempt, Response
from courses.catalogue.models import Lesson
from courses.catalogue.outline import outline_of
from courses.enrolment.models import Enrolment, Role
from courses.hooks import Kept
from courses.learning.models import JournalEntry, Position
from courses.messaging.models import Mail


class LearningData:
    """Export, and erasure: what is private goes; facts stay, attached to nobody."""

    def export(self, user: Any) -> dict[str, Any]:
        enrolments = (
            Enrolment.objects.filter(person=user)
            .with_course()
            .select_related("completion")
            .prefetch_related(
                "progress__lesson",
                "journal__lesson",
                "attempts__quiz",
                "attempts__quiz_version",
                "attempts__responses__question_version",
                "attempts__scores",
            )
            .order_by("enrolled_at")
        )
        return {
            "enrolments": [_enrolment(one) for one in enrolments],
            "roles": [str(role) for role in Role.objects.filter(person=user)],
            "mails": [
                {"subject": mail.subject, "text": mail.body, "sent_at": _instant(mail.sent_at)}
                for mail in Mail.objects.filter(person=user).order_by("pk")
            ],
        }

    def kept(self, user: Any) -> list[Kept]:
        if not Enrolment.objects.filter(person=user).exists():
            return []
        return [
            Kept(
                _("Lessons read, answers and results, attached to nobody."),
                _("To improve the courses, and to prove what certificates already issued attest."),
            )
        ]

    def erase(self, user: Any, *, now: datetime) -> None:
        JournalEntry.objects.filter(enrolment__person=user).delete()
        Position.objects.filter(enrolment__person=user).delete()
        Mail.objects.filter(person=user).delete()
        Enrolment.objects.open().filter(person=user).update(ended_at=now)


def _enrolment(enrolment: Enrolment) -> dict[str, Any]:
    completion = getattr(enrolment, "completion", None)
    current = enrolment.course.current
    titles = {one.lesson: one.title for one in outline_of(current).lessons} if current else {}
    return {
        "course": str(enrolment.course),
        "enrolled_at": _instant(enrolment.enrolled_at),
        "ended_at": _instant(enrolment.ended_at),
        "completed_at": _instant(completion.completed_at) if completion else None,
        "lessons_read": [
            {**_lesson(one.lesson, titles), "read_at": _instant(one.read_at)}
            for one in enrolment.progress.all()
        ],
        "journal": [
            {
                **_lesson(one.lesson, titles),
                "text": one.text,
                "written_at": _instant(one.written_at),
            }
            for one in enrolment.journal.all()
        ],
        "attempts": [_attempt(one) for one in enrolment.attempts.all()],
    }


def _lesson(lesson: Lesson, titles: dict[int, str]) -> dict[str, str]:
    """Its title, where the course still has it, beside the name that its address has."""
    return {"lesson": titles.get(lesson.pk, lesson.slug), "slug": lesson.slug}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "questionnaire": attempt.quiz_version.title,
        "slug": attempt.quiz.key,
        "number": attempt.number,
        "started_at": _instant(attempt.started_at),
        "submitted_at": _instant(attempt.submitted_at),
        "answers": [_answer(one) for one in attempt.responses.all()],
        "percent": max((score.percent for score in attempt.scores.all()), default=None),
    }


def _answer(response: Response) -> dict[str, Any]:
    """What was asked and answered, in words; then what the database keeps of the answer."""
    asked = response.question_version
    return {
        "question": _words(asked.prompt_html),
        "answer": [_words(one) for one in asked.behaviour.words(asked.body, response.answer)],
        "kept_as": response.answer,
    }


def _words(html: str) -> str:
    return unescape(strip_tags(html))


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
