"""Time zones as people choose them: the French territories first, then the rest of the world."""

from functools import cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DEFAULT = "Europe/Paris"

# By distance in hours from Paris would be exact and useless: people look for a name they know.
FRENCH = (
    ("Europe/Paris", gettext_lazy("Metropolitan France (Paris)")),
    ("America/Guadeloupe", gettext_lazy("Guadeloupe")),
    ("America/Martinique", gettext_lazy("Martinique")),
    ("America/Cayenne", gettext_lazy("French Guiana (Cayenne)")),
    ("Indian/Reunion", gettext_lazy("Réunion")),
    ("Indian/Mayotte", gettext_lazy("Mayotte")),
    ("America/Miquelon", gettext_lazy("Saint Pierre and Miquelon")),
    ("America/St_Barthelemy", gettext_lazy("Saint Barthélemy")),
    ("America/Marigot", gettext_lazy("Saint Martin")),
    ("Pacific/Tahiti", gettext_lazy("French Polynesia: Society Islands (Tahiti)")),
    ("Pacific/Marquesas", gettext_lazy("French Polynesia: Marquesas Islands")),
    ("Pacific/Gambier", gettext_lazy("French Polynesia: Gambier Islands")),
    ("Pacific/Noumea", gettext_lazy("New Caledonia (Nouméa)")),
    ("Pacific/Wallis", gettext_lazy("Wallis and Futuna")),
    ("Indian/Kerguelen", gettext_lazy("French Southern and Antarctic Lands (Kerguelen)")),
)
AREAS = (
    ("Europe", gettext_lazy("Europe")),
    ("Africa", gettext_lazy("Africa")),
    ("America", gettext_lazy("Americas")),
    ("Asia", gettext_lazy("Asia")),
    ("Indian", gettext_lazy("Indian Ocean")),
    ("Pacific", gettext_lazy("Pacific")),
    ("Australia", gettext_lazy("Australia")),
    ("Atlantic", gettext_lazy("Atlantic")),
    ("Antarctica", gettext_lazy("Antarctica")),
    ("Arctic", gettext_lazy("Arctic")),
)

Label: TypeAlias = str | Promise
Group: TypeAlias = tuple[Label, list[tuple[str, Label]]]


def zone_choices() -> list[Group]:
    """Grouped choices for a form field; the labels follow the language of the reader."""
    named = {name for name, _label in FRENCH}
    groups: list[Group] = [(_("France"), list(FRENCH))]
    for area, label in AREAS:
        names = [n for n in _all_zones() if n.startswith(f"{area}/") and n not in named]
        groups.append((label, [(name, _city(name)) for name in names]))
    return groups


def validate_zone(name: str) -> None:
    """Raise ValidationError unless this machine knows the zone."""
    if name not in _all_zones():
        raise ValidationError(_("Choose a time zone from the list."), code="unknown_zone")


def zone_of(name: str) -> ZoneInfo:
    """The zone, or that of Paris when a newer machine wrote a name this one does not know."""
    return ZoneInfo(name if name in _all_zones() else DEFAULT)


def _city(name: str) -> str:
    return name.split("/", 1)[1].replace("_", " ").replace("/", ", ")


@cache
def _all_zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones() | {DEFAULT}))
