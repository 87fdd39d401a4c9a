"""A form'action of two days with four half-days, and an awareness session, for those who sign."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from PIL import Image, ImageDraw

from courses.attendance.coding import current_code
from courses.attendance.countersigning import countersign
from courses.attendance.handwriting import Hand
from courses.attendance.models import Meeting, Signature
from courses.attendance.planning import Plan, plan_meeting
from courses.attendance.signing import sign_by_scan
from courses.attendance.times import PARIS, instant_of
from courses.catalogue.models import Course, CourseVersion
from courses.enrolment.models import Cohort, Enrolment, Role

DAY = date(2026, 3, 10)
PLANNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
HALF_DAYS = (
    ("Jour 1, matin", DAY, time(9), time(12, 30)),
    ("Jour 1, après-midi", DAY, time(14), time(17, 30)),
    ("Jour 2, matin", DAY + timedelta(days=1), time(9), time(12, 30)),
    ("Jour 2, après-midi", DAY + timedelta(days=1), time(14), time(17, 30)),
)


@dataclass
class Room:
    """A cohort, those who run it, those who learn in it, and its meetings."""

    cohort: Cohort
    trainer: Any
    organiser: Any
    learners: list[Enrolment]
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def first(self) -> Meeting:
        return self.meetings[0]

    def enrol(self, name: str) -> Enrolment:
        return enrolled(self.cohort, person(name))

    def sign(self, enrolment: Enrolment, meeting: Meeting, **more: Any) -> Signature:
        """By scanning, five minutes after it began."""
        now = meeting.starts_at + timedelta(minutes=5)
        code, who = current_code(meeting, now=now), enrolment.person
        return sign_by_scan(meeting, code=code, by=who, now=now, **{"hand": typed(who), **more})

    def countersign(self, meeting: Meeting, **more: Any) -> Signature:
        who = more.pop("by", self.trainer)
        given = {"hand": typed(who), "now": meeting.ends_at, **more}
        return countersign(meeting, by=who, **given)


def open_room(
    *, learners: int = 3, format_: str = Course.Format.FORMACTION, zone: str = PARIS
) -> Room:
    cohort = new_cohort(format_)
    trainer, organiser = person("Tarik Benali"), person("Oriane Petit")
    Role.objects.create(person=trainer, kind=Role.Kind.TRAINER, cohort=cohort)
    Role.objects.create(person=organiser, kind=Role.Kind.ORGANISER, cohort=cohort)
    names = ("Alice Lefèvre-Nuñez", "Bilal Ouali", "Chloé Martin")
    people = [person(names[n] if n < 3 else f"Camille Roux {n}") for n in range(learners)]
    room = Room(cohort, trainer, organiser, [enrolled(cohort, one) for one in people])
    plans = (
        [Plan("Séance", *hours(DAY, time(9), time(10, 30), zone), kind="session", time_zone=zone)]
        if format_ == Course.Format.AWARENESS
        else [
            Plan(title, *hours(day, start, end, zone), time_zone=zone)
            for title, day, start, end in HALF_DAYS
        ]
    )
    room.meetings = [plan_meeting(cohort, one, by=organiser, now=PLANNED) for one in plans]
    return room


def new_cohort(format_: str = Course.Format.FORMACTION) -> Cohort:
    """Of a course of its own."""
    key = uuid4()
    course = Course.objects.create(uuid=key, slug=f"accompagnee-{key.hex[:8]}", format=format_)
    course.current = CourseVersion.objects.create(
        course=course,
        number=1,
        content_hash=key.hex,
        created_at=PLANNED,
        published_at=PLANNED,
        title="Qualifier son alliance",
        summary="Deux jours.",
        quiz_percent=70,
    )
    course.save()
    return Cohort.objects.create(course=course, name="Printemps")


def person(name: str) -> Any:
    return get_user_model().objects.create_user(
        email=f"{uuid4().hex}@example.org", certificate_name=name
    )


def enrolled(cohort: Cohort, who: Any) -> Enrolment:
    return Enrolment.objects.create(
        person=who,
        cohort=cohort,
        course=cohort.course,
        required_version=cohort.course.current,
        enrolled_at=PLANNED,
    )


def hours(day: date, start: time, end: time, zone: str = PARIS) -> tuple[datetime, datetime]:
    return instant_of(day, start, zone), instant_of(day, end, zone)


def typed(who: Any) -> Hand:
    return Hand(typed_name=who.certificate_name, consents=True)


def drawing(*, is_empty: bool = False) -> bytes:
    """A signature as a page sends it: dark strokes on nothing."""
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    if not is_empty:
        ImageDraw.Draw(image).line([(20, 150), (180, 40), (320, 160), (560, 60)], "#123", 5)
    return png(image)


def photo(format_: str = "JPEG", *, size: tuple[int, int] = (900, 1200)) -> bytes:
    image = Image.new("RGB", size, "#dcd6c8")
    ImageDraw.Draw(image).rectangle((100, 100, 700, 900), outline="#222", width=4)
    return png(image, format_)


def png(image: Image.Image, format_: str = "PNG", **more: Any) -> bytes:
    output = BytesIO()
    image.save(output, format_, **more)
    return output.getvalue()
