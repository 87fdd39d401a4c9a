"""The editor of a paper, as a form."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from certificates.papers.editing import tidy
from certificates.papers.models import Template, TemplateVersion
from certificates.papers.picturing import clean_logo

NO_LOGO = "-"
_CODE = {"spellcheck": "false", "autocapitalize": "off", "autocomplete": "off", "class": "code"}


class PaperForm(forms.Form):
    """What an administrator writes. The logo comes back with the form, as no browser does it."""

    html = forms.CharField(
        label=_("Text (HTML)"),
        help_text=_("Each {{ place }} takes its words when a document is issued."),
        strip=False,
        widget=forms.Textarea(attrs={**_CODE, "rows": 18}),
    )
    css = forms.CharField(
        label=_("Style (CSS)"),
        help_text=_("Added to the shipped style, which already places everything."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={**_CODE, "rows": 8}),
    )
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG or JPEG, 500 kB and 4000 pixels at most. Without one: the olive branch."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    without_logo = forms.BooleanField(label=_("Without this logo"), required=False)
    signatory = forms.CharField(
        label=_("Signatory"),
        help_text=_("Empty: the one of the site."),
        max_length=120,
        required=False,
    )
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_("Of the frame and of the issuer’s name."),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    valid_months = forms.IntegerField(
        label=_("Valid for (months)"),
        help_text=_("Empty: for ever."),
        min_value=1,
        max_value=600,
        required=False,
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    kept_logo = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, template: Template | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self.picture: bytes | None = None
        """The logo that these fields mean; known once they are validated."""

    def clean_logo(self) -> bytes | None:
        """What was sent, made again; None when nothing was."""
        sent = self.cleaned_data["logo"]
        return clean_logo(sent.read()) if sent else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        sent = data.get("logo")
        if sent is not None:
            self.picture = sent
        elif not data.get("without_logo"):
            self.picture = self._kept(data.get("kept_logo", ""), data.get("base") or 0)
        return data

    def _kept(self, kept: str, base: int) -> bytes | None:
        """The logo that the form brought back, or that of the version it was opened on."""
        if kept == NO_LOGO:
            return None
        if kept:
            try:
                # It comes from a browser: it is read again like any other.
                return clean_logo(b64decode(kept, validate=True))
            except (NotBase64, ValidationError) as problem:
                raise ValidationError({"logo": _("Choose the logo again.")}) from problem
        version = TemplateVersion.objects.filter(template=self.template, number=base).first()
        return bytes(version.logo) if version and version.logo else None

    @property
    def has_logo(self) -> bool:
        if self.is_bound:
            return self.picture is not None
        version = self.template.current if self.template else None
        return version is not None and version.logo is not None

    @property
    def content(self) -> dict[str, Any]:
        """What the acts of editing take."""
        names = ("html", "css", "signatory", "colour", "valid_months")
        return tidy({**{name: self.cleaned_data[name] for name in names}, "logo": self.picture})

    def refuse(self, problem: ValidationError, base: int) -> None:
        """Show why it was not saved; saving again is then said of what is in use now."""
        known = hasattr(problem, "error_dict")
        self.add_error(None, problem if known else ValidationError(problem.messages))
        self.keep(base=str(base))

    def keep(self, **values: str) -> None:
        """Have the page bring back these values, and the logo, whatever the browser does."""
        data = cast(QueryDict, self.data).copy()
        kept = b64encode(self.picture).decode() if self.picture else NO_LOGO
        data.pop("without_logo", None)
        for name, value in {"kept_logo": kept, **values}.items():
            data[name] = value
        self.data = data
