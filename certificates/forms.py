"""What a verifier types."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.models import ALPHABET, CODE_LENGTH, normalised_code


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the certificate"),
        help_text=_("26 letters and digits, beside the QR code. Case and dashes do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the code printed beside the QR code.")},
    )

    def clean_code(self) -> str:
        code = normalised_code(self.cleaned_data["code"])
        if strange := "".join(dict.fromkeys(one for one in code if one not in ALPHABET)):
            raise ValidationError(
                _("No code holds “%(characters)s”: look at the document again."),
                params={"characters": strange},
            )
        if len(code) != CODE_LENGTH:
            raise ValidationError(
                _("A code has %(length)s letters and digits; this one has %(given)s."),
                params={"length": CODE_LENGTH, "given": len(code)},
            )
        return code
