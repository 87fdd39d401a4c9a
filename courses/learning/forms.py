"""What a learner types, outside questionnaires."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from courses.learning.journaling import MAX_LENGTH


class NoteField(forms.CharField):
    """A text that may be long: nothing of it is cut, and a line's end counts as one character."""

    def to_python(self, value: Any) -> str:
        """Browsers send each line's end as two characters."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`, by which browsers silently cut what is pasted."""
        attributes = super().widget_attrs(widget)
        return {name: attributes[name] for name in attributes if name != "maxlength"}


class JournalForm(forms.Form):
    text = NoteField(
        label=_("Your note"),
        required=False,
        strip=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "max_length": _(
                "Your note is too long: %(show_value)s characters, and %(limit_value)s at most. "
                "Shorten it, then save it again."
            )
        },
    )


class PositionForm(forms.Form):
    anchor = forms.CharField(
        required=False, max_length=120, validators=[RegexValidator(r"^[a-zA-Z0-9_-]*$")]
    )
