"""Form fields for what people type about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mooc.accounts import names, zones


class NameField(forms.CharField):
    """A name as it must stand on certificates; see `names` for what is refused."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("First name and last name"))
        options.setdefault(
            "error_messages",
            {
                "required": _("Enter your first name and last name."),
                "max_length": _("The name is too long: %(limit_value)d characters at most."),
            },
        )
        super().__init__(
            max_length=names.MAX_LENGTH,
            validators=[names.validate_name],
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            **options,
        )

    def to_python(self, value: Any) -> str:
        return names.tidy_name(super().to_python(value) or "")


class ZoneField(forms.ChoiceField):
    """A time zone chosen from grouped names."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=zones.zone_choices,
            label=_("Time zone"),
            help_text=_("Dates and times are shown at your own time."),
            error_messages={"invalid_choice": _("Choose a time zone from the list.")},
            **options,
        )


class NewsField(forms.BooleanField):
    """The one consent we ask for: optional, unticked, withdrawn as easily as given."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("Write to me when a new course opens"),
            help_text=_("A few mails a year. You can change your mind in your profile."),
        )
