"""Demonstration accounts, in development only: nothing here may exist in production."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from courses.assessment.models import QuizVersion
from courses.attempts.attempting import Sheet, keep_answers, start_attempt
from courses.catalogue.models import Course
from courses.catalogue.outline import LessonPlace, outline_of
from courses.enrolment.enrolling import enrol, standing_cohort
from courses.enrolment.models import Enrolment, Role
from courses.learning.journaling import write_entry
from courses.learning.progressing import hand_in, mark_read, move_to

PASSWORD = "alliances-et-confiance"  # noqa: S105 (printed on screen, refused in production)
LEARNER = f"apprenante{settings.DEMO_DOMAIN}"
CERTIFIED = f"attestee{settings.DEMO_DOMAIN}"
TRAINER = f"formateur{settings.DEMO_DOMAIN}"
MENTOR = f"mentore{settings.DEMO_DOMAIN}"
ADMINISTRATOR = f"administration{settings.DEMO_DOMAIN}"
PEOPLE = [
    (LEARNER, PASSWORD, "apprenante, à mi-parcours"),
    (CERTIFIED, PASSWORD, "apprenante, avec son attestation"),
    (TRAINER, PASSWORD, "formateur"),
    (MENTOR, PASSWORD, "mentore"),
    (ADMINISTRATOR, PASSWORD, "administration du site"),
]


class Command(BaseCommand):
    help = "Crée les comptes de démonstration, une fois. Refusé en production."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Les comptes de démonstration sont refusés en production.")
        if get_user_model().objects.filter(email=ADMINISTRATOR).exists():
            return
        alone = Course.objects.published().filter(format=Course.Format.MOOC)
        course = alone.select_related("current").order_by("pk").first()
        if course is None:
            raise CommandError("Aucune formation n'est publiée : lancez d'abord load_content.")
        with transaction.atomic():
            load_demo(course, now=timezone.now())


def load_demo(course: Course, *, now: datetime) -> None:
    """The people, and what two of them have done in this course."""
    trainer = _person(TRAINER, "Tarik Benali")
    mentor = _person(MENTOR, "Mina Østergård")
    Role.objects.create(person=trainer, kind=Role.Kind.TRAINER, course=course)
    Role.objects.create(person=mentor, kind=Role.Kind.MENTOR, cohort=standing_cohort(course))
    _follow_half(_person(LEARNER, "Alice Lefèvre"), course, now)
    _follow_whole(_person(CERTIFIED, "Éléonore Çelik-Nuñez"), course, now)
    # Last: its presence says that the rest is there.
    _person(ADMINISTRATOR, "Adèle Martin", is_staff=True, is_superuser=True)


def _person(email: str, name: str, **more: Any) -> Any:
    user = get_user_model().objects.create_user(
        email=email, password=PASSWORD, certificate_name=name, **more
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _places(course: Course) -> tuple[LessonPlace, ...]:
    assert course.current is not None, "only what is published is followed"
    return outline_of(course.current).lessons


def _follow_half(user: Any, course: Course, now: datetime) -> None:
    places = _places(course)
    half = places[: len(places) // 2]
    enrolment = enrol(course, by=user, now=now - timedelta(days=len(half) + 1))
    for day, place in enumerate(half):
        _study(enrolment, place, now - timedelta(days=len(half) - day))
    write_entry(
        enrolment,
        half[-1],
        "À reprendre avec l'équipe : qui manque autour de la table ?",
        now=now - timedelta(days=1),
    )
    move_to(enrolment, places[len(half)], now=now - timedelta(hours=3))


def _follow_whole(user: Any, course: Course, now: datetime) -> None:
    places = _places(course)
    enrolment = enrol(course, by=user, now=now - timedelta(days=2 * len(places)))
    for day, place in enumerate(places, start=1):
        _study(enrolment, place, now - timedelta(days=2 * (len(places) - day) + 1))


def _study(enrolment: Enrolment, place: LessonPlace, now: datetime) -> None:
    mark_read(enrolment, place, now=now)
    if place.quiz_version is None:
        return
    version = QuizVersion.objects.get(pk=place.quiz_version)
    sheet = Sheet.of(start_attempt(enrolment, version, now=now))
    right = {one: one.behaviour.right_answer(one.body) for one in sheet.questions}
    hand_in(keep_answers(sheet, right, now=now), now=now + timedelta(minutes=12))
