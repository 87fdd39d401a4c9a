"""The contract of a kind of document."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.catalogue.durations import spoken_date, spoken_duration
from courses.catalogue.models import CourseVersion
from courses.enrolment.models import Enrolment
from courses.hooks import Missing
from courses.learning import formats

Facts = dict[str, Any]
Row = tuple[str, str]


class Kind(ABC):
    """What a kind of document attests, and how it says so. One object a kind, without state."""

    KEY: ClassVar[str]
    LABEL: ClassVar[str | Promise]
    FORMATS: ClassVar[frozenset[str]]
    """Formats of courses that may give it."""
    LAYOUT: ClassVar[str] = "landscape"
    IS_CREDENTIAL: ClassVar[bool] = True
    """Whether it is also a badge: a machine-readable credential that the learner may show."""

    def missing(self, enrolments: Sequence[Enrolment], now: datetime) -> dict[int, list[Missing]]:
        """What learning lacks, by enrolment: by default, all that completes the course."""
        return formats.missing(enrolments, now)

    def needs(self, enrolment: Enrolment) -> list[Missing]:
        """What the document itself lacks, beyond a name."""
        return []

    def facts(self, enrolment: Enrolment) -> Facts:
        """What is frozen when the award is granted: evidence, and what the words are made of."""
        completion = getattr(enrolment, "completion", None)
        if completion is not None:
            return dict(completion.evidence)
        return dict(formats.format_of(enrolment).evidence(enrolment))

    @abstractmethod
    def title(self) -> str:
        """What the document is called, in the active language."""

    @abstractmethod
    def words(self, facts: Facts, version: CourseVersion, achieved_on: date) -> dict[str, Any]:
        """`given`, `statement`, `when`, `facts` (rows) and `mention`, in the active language."""


def given() -> str:
    return _("is given to")


def issuer_setting(name: str) -> str:
    """One of the optional values of CERTIFICATES_ISSUER."""
    return str(settings.CERTIFICATES_ISSUER.get(name, "") or "")


def period(facts: Facts) -> str:
    """“on 3 March 2026”, or “from 3 to 4 March 2026”, from ISO dates."""
    first, last = (date.fromisoformat(facts[key]) for key in ("starts_on", "ends_on"))
    if first == last:
        return pgettext("certificate", "on %(day)s") % {"day": spoken_date(first)}
    return pgettext("certificate", "from %(first)s to %(last)s") % {
        "first": spoken_date(first),
        "last": spoken_date(last),
    }


def spoken_hours(facts: Facts) -> str:
    return spoken_duration(round(facts["hours"] * 60))


def signed_hours_missing(
    enrolments: Sequence[Enrolment], sentence: str
) -> dict[int, list[Missing]]:
    """For documents that attest presence: something, whenever no hour was signed."""
    return {
        one.pk: [] if formats.format_of(one).hours(one) > 0 else [Missing(sentence)]
        for one in enrolments
    }
