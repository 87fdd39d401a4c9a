"""What a learner types, outside questionnaires."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from courses.learning.journaling import MAX_LENGTH


class JournalForm(forms.Form):
    text = forms.CharField(
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
