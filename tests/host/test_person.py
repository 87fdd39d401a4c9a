"""What we ask of a host's user, through one setting."""

from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User

from courses.person import Person, absolute_url, person_from_user, person_of


def guest(user: Any) -> Person:
    """A host's own function."""
    return Person(user.nickname, "", "en", ZoneInfo("Asia/Tokyo"))


def test_the_default_reads_what_every_django_user_has(settings: Any) -> None:
    settings.LANGUAGE_CODE, settings.TIME_ZONE = "fr-ca", "America/Montreal"
    user = User(first_name=" Inès ", last_name="Çelik", email="ines@example.org")
    expected = Person("Inès Çelik", "ines@example.org", "fr", ZoneInfo("America/Montreal"))
    assert person_from_user(user) == expected


def test_the_default_knows_no_name_where_the_user_has_none() -> None:
    nameless = SimpleNamespace(get_email_field_name=lambda: "mail", mail=None)
    person = person_from_user(nameless)
    assert (person.name, person.email) == ("", "")


def test_a_host_names_its_own_function(settings: Any) -> None:
    settings.COURSES_PERSON = "tests.host.test_person.guest"
    person = person_of(SimpleNamespace(nickname="Ines"))
    assert (person.name, person.language, person.time_zone.key) == ("Ines", "en", "Asia/Tokyo")


def test_without_the_setting_the_default_answers(settings: Any) -> None:
    del settings.COURSES_PERSON
    assert person_of(User(first_name="Inès")).name == "Inès"


def test_the_public_address_takes_a_final_slash_or_none(settings: Any) -> None:
    for site in ("https://ecole.example", "https://ecole.example/"):
        settings.COURSES_SITE_URL = site
        assert absolute_url("/ecole/") == "https://ecole.example/ecole/"
