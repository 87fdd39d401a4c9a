"""What an accompanied course promises, stage by stage: read by its page, run by its format."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue.models import Course, CourseVersion, ModuleVersion
from courses.catalogue.outline import ModulePlace, outline_of

PHASES = {
    "understand": gettext_lazy("Understand"),
    "do": gettext_lazy("Put into practice"),
    "deepen": gettext_lazy("Deepen"),
    "put_in_perspective": gettext_lazy("Put in perspective"),
}
PARTS = {"morning": gettext_lazy("morning"), "afternoon": gettext_lazy("afternoon")}


@dataclass(frozen=True)
class Stage:
    """A module as a stage: its place, and what the format does with it."""

    module: ModulePlace
    facts: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.facts.get("kind", ""))

    @property
    def when(self) -> str:
        """« Matin, 09:00-12:30 », « Mois 3 », « 15 jours avant »…"""
        facts = self.facts
        if self.kind == "half_day":
            part = str(PARTS[facts["part"]]).capitalize()
            return f"{part}, {_hour(facts['starts'])} – {_hour(facts['ends'])}"
        if self.kind == "month":
            return _("Month %(number)s") % {"number": facts["month"]}
        if self.kind == "before":
            return _("%(days)s days before") % {"days": -facts["offset_days"]}
        if self.kind == "after":
            return _after(facts)
        return ""


@dataclass(frozen=True)
class Group:
    """Stages under one heading: a day, a phase; no heading for the rest."""

    title: str
    stages: list[Stage]


def programme_of(version: CourseVersion) -> list[Group]:
    """The stages of a version, grouped. One query."""
    modules = outline_of(version).modules
    facts = dict(
        ModuleVersion.objects.filter(pk__in=[one.version for one in modules]).values_list(
            "pk", "stage"
        )
    )
    stages = [Stage(module, facts[module.version]) for module in modules]
    return [Group(title, list(group)) for title, group in groupby(stages, key=_heading)]


def _heading(stage: Stage) -> str:
    if stage.kind == "half_day":
        return _("Day %(number)s") % {"number": stage.facts["day"]}
    if stage.kind == "month":
        phase: str | Promise = PHASES[stage.facts["phase"]]
        return str(phase)
    headings = {"before": _("Before"), "after": _("After")}
    return headings.get(stage.kind, "")


def _after(facts: dict[str, Any]) -> str:
    if "until_days" in facts:
        return _("from %(first)s to %(last)s days after") % {
            "first": facts["offset_days"],
            "last": facts["until_days"],
        }
    return _("%(days)s days after") % {"days": facts["offset_days"]}


def _hour(written: str) -> str:
    """« 9 h », « 12 h 30 »."""
    hour, minute = written.split(":")
    return f"{int(hour)}\u00a0h" + (f"\u00a0{minute}" if minute != "00" else "")


def required_modules(version: CourseVersion) -> list[tuple[str, str]]:
    """(title, address of an open course that holds it) of each module to complete before."""
    wanted = version.written.get("requires", {}).get("modules", [])
    if not wanted:
        return []
    held = {
        module.slug: (module.title, reverse("courses:learning:course", args=[course.slug]))
        for course in Course.objects.published().select_related("current")
        if course.current is not None
        for module in outline_of(course.current).modules
    }
    return [held[slug] for slug in wanted if slug in held]
