"""The private journal."""

from datetime import datetime

from courses.catalogue.outline import LessonPlace
from courses.enrolment.models import Enrolment
from courses.learning.models import JournalEntry

MAX_LENGTH = 20_000


def write_entry(
    enrolment: Enrolment, place: LessonPlace, text: str, *, now: datetime
) -> JournalEntry | None:
    """Keep the person's note on a lesson; an empty text takes it away."""
    if not text.strip():
        JournalEntry.objects.filter(enrolment=enrolment, lesson=place.lesson).delete()
        return None
    entry, _created = JournalEntry.objects.update_or_create(
        enrolment=enrolment, lesson_id=place.lesson, defaults={"text": text, "written_at": now}
    )
    return entry
