"""The certificate of an online course followed alone: lessons read, questionnaires passed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.kinds.base import Facts, Kind, given
from courses.catalogue.durations import spoken_date, spoken_duration
from courses.catalogue.models import Course, CourseVersion


class Followed(Kind):
    KEY = "followed"
    LABEL = gettext_lazy("certificate of attendance (online course)")
    FORMATS = frozenset({Course.Format.MOOC, Course.Format.ACADEMIC})

    def title(self) -> str:
        return _("Certificate of attendance")

    def words(self, facts: Facts, version: CourseVersion, achieved_on: date) -> dict[str, Any]:
        count = facts["lesson_count"]
        statement = ngettext(
            "who read the %(count)s lesson and passed every graded questionnaire"
            " (about %(duration)s of work) of the online course",
            "who read the %(count)s lessons and passed every graded questionnaire"
            " (about %(duration)s of work) of the online course",
            count,
        )
        return {
            "given": given(),
            "statement": statement
            % {"count": count, "duration": spoken_duration(facts["minutes"])},
            "when": _("completed on %(on)s") % {"on": spoken_date(achieved_on)},
            "facts": [],
            "mention": _(
                "This document attests that an online course was followed, without supervision"
                " or identity check; it is not a qualification."
            ),
        }
