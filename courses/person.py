"""What we need to know of a person, asked of the host through one setting.

COURSES_PERSON is the dotted path of a function taking the host's user and returning a `Person`.
Left unset, `person_from_user` reads what every Django user model has.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Person:
    """A person as documents, mails and dates need them."""

    name: str
    """As it must stand on a certificate; empty when it is not known."""
    email: str
    language: str
    time_zone: ZoneInfo
    profile_url: str = ""
    """Where they correct their name; empty when the host has no such page."""


def person_of(user: Any) -> Person:
    """The person behind the host's user."""
    return _adapter(getattr(settings, "COURSES_PERSON", f"{__name__}.person_from_user"))(user)


def person_from_user(user: Any) -> Person:
    """The default: `get_full_name()`, the e-mail field, the site's language and time zone."""
    full_name = getattr(user, "get_full_name", None)
    return Person(
        name=" ".join(full_name().split()) if full_name else "",
        email=getattr(user, user.get_email_field_name(), "") or "",
        language=settings.LANGUAGE_CODE.split("-")[0],
        time_zone=ZoneInfo(settings.TIME_ZONE),
    )


@cache
def _adapter(path: str) -> Callable[[Any], Person]:
    adapter: Callable[[Any], Person] = import_string(path)
    return adapter


def absolute_url(path: str) -> str:
    """The public address of a path, for mails and documents made outside any request.

    COURSES_SITE_URL is the host's public address, without a final slash.
    """
    return f"{settings.COURSES_SITE_URL.rstrip('/')}{path}"
