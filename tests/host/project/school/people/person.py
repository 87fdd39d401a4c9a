from typing import Any
from zoneinfo import ZoneInfo

from courses.person import Person


def person_of(member: Any) -> Person:
    name = f"{member.first_names} {member.last_name}".strip()
    return Person(name, member.address, "fr", ZoneInfo("Europe/Brussels"))
