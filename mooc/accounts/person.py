"""What `courses` asks of this site's users (settings.COURSES_PERSON)."""

from django.urls import reverse

from courses.person import Person
from mooc.accounts import names, zones
from mooc.accounts.models import User


def person_of(user: User) -> Person:
    """The person behind a user, as documents, mails and dates need them."""
    return Person(
        name=names.tidy_name(user.certificate_name),
        email=user.email,
        language=user.language,
        time_zone=zones.zone_of(user.time_zone),
        profile_url=reverse("profile"),
    )
