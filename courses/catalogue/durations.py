"""Durations and dates in words."""

from datetime import date, datetime

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _


def spoken_duration(minutes: int) -> str:
    """« 45 min », « 2 h », « 1 h 05 », with no-break spaces."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


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
