"""Many learners at once, with a past; written by the bulk, for speed."""

from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from courses.assessment.models import QuizVersion
from courses.attempts.models import Attempt, Score
from courses.catalogue.models import Course
from courses.catalogue.outline import LessonPlace, outline_of
from courses.enrolment.enrolling import standing_cohort
from courses.enrolment.models import Enrolment
from courses.learning.models import Completion, LessonProgress, Position
from tests.learners import complete_course


def enrol_many(course: Course, count: int, *, now: datetime) -> list[Enrolment]:
    """So many new people, enrolled in a course."""
    password = make_password(token_hex())  # once: hashing is slow on purpose
    users = get_user_model()._default_manager.bulk_create(
        get_user_model()(
            email=f"{course.slug}-{number}@example.org",
            certificate_name=f"Camille Martin {number}",
            password=password,
        )
        for number in range(count)
    )
    cohort = standing_cohort(course)
    return Enrolment.objects.bulk_create(
        Enrolment(
            person=user,
            cohort=cohort,
            course=course,
            required_version_id=course.current_id,
            enrolled_at=now,
        )
        for user in users
    )


def give_past(enrolments: list[Enrolment], *, lessons: int, now: datetime) -> None:
    """Each has read so many lessons, passed their questionnaires, and opened that of the next.

    The facts alone: the modules that they complete are not recorded.
    """
    course = enrolments[0].course
    places = outline_of(course.current).lessons
    done = places[:lessons]
    LessonProgress.objects.bulk_create(
        LessonProgress(
            enrolment=one, lesson_id=place.lesson, lesson_version_id=place.version, read_at=now
        )
        for one in enrolments
        for place in done
    )
    passed = Attempt.objects.bulk_create(
        _attempt(one, place, now=now - timedelta(minutes=5), submitted_at=now)
        for one in enrolments
        for place in done
    )
    Score.objects.bulk_create(
        Score(attempt=attempt, percent=100, scored_at=now) for attempt in passed
    )
    following = places[lessons]
    questions = list(
        QuizVersion.objects.get(pk=following.quiz_version).places.values_list(
            "question_version", flat=True
        )
    )
    Attempt.objects.bulk_create(
        _attempt(one, following, now=now, questions=questions) for one in enrolments
    )
    Position.objects.bulk_create(
        Position(enrolment=one, lesson_id=following.lesson, moved_at=now) for one in enrolments
    )


def complete_all(enrolments: list[Enrolment], *, now: datetime) -> None:
    """All have completed the course: the first by real acts, the others on the same evidence."""
    first, *others = enrolments
    complete_course(first, now=now)
    fact = Completion.objects.get(enrolment=first)
    Completion.objects.bulk_create(
        Completion(
            enrolment=one,
            course_version=fact.course_version,
            completed_at=fact.completed_at,
            rule=fact.rule,
            evidence=fact.evidence,
        )
        for one in others
    )


def _attempt(enrolment: Enrolment, place: LessonPlace, *, now: datetime, **more: Any) -> Attempt:
    return Attempt(
        enrolment=enrolment,
        quiz_id=place.quiz,
        quiz_version_id=place.quiz_version,
        number=1,
        seed=token_hex(8),
        started_at=now,
        **more,
    )
