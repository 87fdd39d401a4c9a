"""What applications above may add to the pages and lists of this one, filled in their `ready()`.

Every contributor takes a whole list: a query per contributor, never per learner.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from courses.enrolment.models import Enrolment


@dataclass(frozen=True)
class Step:
    """One line of a learner's timeline; `url` empty when there is nowhere to go."""

    at: datetime
    title: str
    url: str = ""
    is_done: bool = True


@dataclass(frozen=True)
class Missing:
    """What is still missing, as a sentence; `url` where to do something about it."""

    sentence: str
    url: str = ""


class Contributor(Protocol):
    """What an application adds to enrolments, by enrolment id."""

    def missing(
        self, enrolments: Sequence["Enrolment"], now: datetime
    ) -> dict[int, list[Missing]]: ...

    def steps(self, enrolments: Sequence["Enrolment"], now: datetime) -> dict[int, list[Step]]: ...

    def panels(self, enrolments: Sequence["Enrolment"]) -> dict[int, list["Panel"]]: ...


@dataclass(frozen=True)
class Panel:
    """A fragment shown with an enrolment: a template and what it needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """A page of work, for those who do something else than learning."""

    title: str
    url: str


@dataclass(frozen=True)
class Kept:
    """What erasing a person leaves behind, why, and until when (None: no end)."""

    what: str
    why: str
    until: date | None = None


class PersonalData(Protocol):
    """One application's part of a person's data."""

    def export(self, user: "AbstractBaseUser") -> dict[str, Any]: ...

    def kept(self, user: "AbstractBaseUser") -> list[Kept]: ...

    def erase(self, user: "AbstractBaseUser", *, now: datetime) -> None: ...


contributors: list[Contributor] = []
desks: list[Callable[["AbstractBaseUser"], list[Desk]]] = []
"""Asked only for people who have a role, and for site staff."""
personal_data: list[PersonalData] = []
