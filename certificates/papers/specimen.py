"""Specimens: a document of a kind with invented facts, marked so that nobody takes it for one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.credentials.badge import badge
from certificates.kinds import Kind, kind_of
from certificates.making import seal_page
from certificates.models import Award
from certificates.papers.choosing import Paper
from certificates.wording import expiry, identity, issued_by, when_until
from courses.catalogue.models import CourseVersion
from courses.versioning import stable_uuid

CODE = "SPEC1MEN" * 3 + "0U"
"""As long as a code; none holds a U, so that this one can never be given to anybody."""
NUMBER = "SPECIMEN-0000"


@dataclass(frozen=True)
class Example:
    """Who and what a specimen is about."""

    name: str = "Camille Exemple"
    course: str = ""
    """Empty: a title that says that it is invented."""
    aims: int = 2


# The longest that a name and a title may reasonably be: a paper must hold them on one page.
HARDEST = Example(
    name="Maria-Bernadete de La Rochefoucauld-Montesquieu-Fezensac-Œuf",
    course=(
        "Comprendre, construire et faire vivre des alliances d’intérêt général"
        " entre associations, entreprises et collectivités"
    ),
    aims=4,
)


def specimen_claims(
    kind: str, paper: Paper, *, language: str, now: datetime, example: Example | None = None
) -> dict[str, Any]:
    """The words of a specimen, those of a real document but for the facts."""
    example = example or Example()
    award = Award(kind=kind, language=language, number=NUMBER, code=CODE)
    achieved_on = timezone.localdate(now)
    expires_on = expiry(achieved_on, paper.valid_months)
    with translation.override(language):
        words = kind_of(kind).words(_facts(now), _version(example), achieved_on)
        return {
            **identity(award, paper),
            **words,
            "when": when_until(words["when"], expires_on),
            "title": kind_of(kind).title(),
            "name": example.name,
            "course": _version(example).title,
            "course_version": 1,
            "achieved_on": achieved_on.isoformat(),
            "expires_on": expires_on.isoformat() if expires_on else "",
            "issued_at": now.isoformat(timespec="seconds"),
            **issued_by(paper, achieved_on),
            "specimen": _("SPECIMEN"),
        }


def complete_specimen(kind: str, paper: Paper, *, language: str, now: datetime) -> bytes:
    """The sealed PDF of a specimen, with its credential when its kind has one.

    PrintingProblem; KeyProblem without keys, or what a timestamp server raises.
    """
    claims = specimen_claims(kind, paper, language=language, now=now)
    return seal_page(claims, paper, _credential(kind_of(kind), claims, now))


def _credential(kind: Kind, claims: dict[str, Any], now: datetime) -> bytes | None:
    if not kind.IS_CREDENTIAL:
        return None
    return badge(
        {
            **claims,
            "title": f"{claims['specimen']} – {claims['title']}",
            "mention": _worthless(claims["language"]),
            # Signed with our key: it says in every way a machine reads that it is worth nothing.
            "expires_on": (timezone.localdate(now) - timedelta(days=1)).isoformat(),
        },
        uuid=stable_uuid("specimen", kind.KEY),
        course=stable_uuid("specimen", "course"),
        email="",
        status=None,
        now=now - timedelta(days=2),
    )


def _worthless(language: str) -> str:
    with translation.override(language):
        return _("Specimen without any value: nobody followed this course.")


def _version(example: Example) -> CourseVersion:
    aims = [_("Tell what an alliance brings to each"), _("Prepare the first meeting")]
    title = example.course or _("Example course, which does not exist")
    return CourseVersion(title=title, aims=_repeated(aims, example.aims))


def _repeated(words: list[str], count: int) -> list[str]:
    return [words[place % len(words)] for place in range(count)]


def _facts(now: datetime) -> dict[str, Any]:
    """Whatever the kinds of documents ask of a format."""
    last = timezone.localdate(now)
    return {
        "lesson_count": 12,
        "minutes": 270,
        "starts_on": (last - timedelta(days=1)).isoformat(),
        "ends_on": last.isoformat(),
        "hours": 14.0,
        "stages": 4,
        "employer": _("Example organisation"),
        "result": _("aims reached, as assessed by a practical case"),
    }
