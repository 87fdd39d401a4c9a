"""Durations and dates in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def spoken_duration(minutes: int) -> str:
    """« 45 min », « 2 h », « 1 h 05 », with no-break spaces."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def spoken_promise(programme: Mapping[str, Any]) -> str:
    """What the programme of an accompanied course says of its length; empty when nothing."""
    if "months" in programme:
        return ngettext("%(count)s month", "%(count)s months", programme["months"]) % {
            "count": programme["months"]
        }
    minutes = programme.get("minutes", 0) + 60 * programme.get("hours", 0)
    return spoken_duration(minutes) if minutes else ""


def spoken_date(day: date, *, weekday: bool = False) -> str:
    """« 23 novembre 2026 », « lundi 23 novembre 2026 », « 1er décembre 2026 »."""
    written = formats.date_format(day, "l j F Y" if weekday else "j F Y")
    if day.day == 1 and (translation.get_language() or "").startswith("fr"):
        # Django knows no French ordinal; French uses it for the first day alone.
        return written.replace("1 ", "1er ", 1)
    return written


def spoken_instant(at: datetime) -> str:
    """« 23 novembre 2026 à 16 h 05 », in the reader's time zone."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return _("%(date)s at %(hour)s:%(minute)s") % {
        "date": spoken_date(local),
        "hour": local.hour,
        "minute": f"{local.minute:02d}",
    }


def spoken_partial_date(written: str) -> str:
    """« 2019 », « novembre 2019 » or « 5 novembre 2019 », for as much of it as is written."""
    year, month, day = [*(int(part) for part in written.split("-") if part), 0, 0, 0][:3]
    if day:
        return spoken_date(date(year, month, day))
    if month:
        return formats.date_format(date(year, month, 1), "F Y")
    return str(year) if year else ""
