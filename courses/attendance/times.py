"""Hours on the wall of a place, and instants."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.catalogue.durations import spoken_instant

PARIS = "Europe/Paris"


def validate_zone(name: str) -> None:
    """ValidationError unless this machine knows the time zone."""
    if name != PARIS and name not in available_timezones():
        raise ValidationError(_("Choose a known time zone."), code="unknown_zone")


def instant_of(day: date, clock: time, zone: str) -> datetime:
    """The instant, in UTC, when a clock on the wall of that place shows this time.

    ValidationError for the hours that the changes of clock skip, or show twice.
    """
    validate_zone(zone)
    local = datetime.combine(day, clock.replace(tzinfo=None, fold=0), ZoneInfo(zone))
    instant = local.astimezone(UTC)
    if instant.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        sentence = _("This hour does not exist that night: clocks change. Choose another one.")
        raise ValidationError(sentence, code="unreal_hour")
    if local.replace(fold=1).astimezone(UTC) != instant:
        sentence = _("This hour comes twice that night: clocks change. Choose another one.")
        raise ValidationError(sentence, code="double_hour")
    return instant


def spoken_in(at: datetime, zone: ZoneInfo) -> str:
    """« 23 novembre 2026 à 16 h 05 », on the wall of the place."""
    with timezone.override(zone):
        return spoken_instant(at)
