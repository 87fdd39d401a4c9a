"""The measured site's data: keys, the shipped course, and many awards that wait."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from certificates.granting import grant_all
from certificates.keys.making import make_keys
from certificates.kinds import kind_of
from certificates.models import Award
from courses.interchange.loading import load_content
from tests.bench.certificates.heavy import FIRST, LAST
from tests.bench.people import complete_all, enrol_many


def pending_awards(count: int) -> list[UUID]:
    """Those of so many people, in a new database."""
    now = timezone.now()
    call_command("migrate", verbosity=0)
    make_keys(Path(settings.CERTIFICATES_KEYS), issuer="Le RAMEAU", now=now)
    course = next(one for one in load_content(now=now) if one.is_self_paced)
    enrolments = enrol_many(course, count, now=now)
    people = [one.person for one in enrolments]
    for number, person in enumerate(people):
        person.certificate_name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
    get_user_model().objects.bulk_update(people, ["certificate_name"], batch_size=500)
    complete_all(enrolments, now=now)
    grant_all(enrolments, kind_of("followed"), now=now)
    return list(Award.objects.order_by("pk").values_list("uuid", flat=True))
