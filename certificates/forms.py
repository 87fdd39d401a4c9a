"""What a verifier types or gives, what a holder asks."""

import unicodedata
from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from certificates.checking import Check, check_file
from certificates.eligibility import name_needs
from certificates.models import ALPHABET, CODE_LENGTH, Award, normalised_code
from certificates.unreadable import LockedFile, UnreadableFile


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


LARGEST_FILE = 2 * 1024 * 1024
"""Bytes: forty times what we issue."""


class FileForm(forms.Form):
    """The file that somebody received."""

    file = forms.FileField(
        label=_("PDF of the certificate"),
        help_text=_("As you received it. It is read here and kept nowhere."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Choose the PDF that you received, or drop it on this field."),
            "empty": _("This file is empty."),
        },
    )
    check: Check
    """What the file is, once the form is valid."""

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """From what was sent, without letting any of it reach a disk."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_FILE:
            form = cls({}, MultiValueDict())
            form.errors.clear()
            form.add_error("file", _("This file is too large to be one of ours (over 2 MB)."))
            return form
        request.upload_handlers = [MemoryFileUploadHandler(request)]
        return cls({}, request.FILES)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        content = file.read()
        if not content.lstrip().startswith(b"%PDF-"):
            raise ValidationError(_("This file is not a PDF."))
        try:
            self.check = check_file(content)
        except LockedFile:
            raise ValidationError(_("This PDF asks for a password: ours never do.")) from None
        except UnreadableFile:
            raise ValidationError(
                _("This PDF is damaged or incomplete: ask for the file again.")
            ) from None
        return file


class CorrectionForm(forms.Form):
    """What the holder asks to be written otherwise."""

    name = forms.CharField(label=_("First name and last name, as they should read"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language of the document"), choices=[("fr", _("French")), ("en", _("English"))]
    )
    message = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("For example: an accent is missing, my married name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_name(self) -> str:
        name = " ".join(unicodedata.normalize("NFC", self.cleaned_data["name"]).split())
        if needs := name_needs(name):
            raise ValidationError(needs[0].sentence)
        return name


class DecisionForm(forms.Form):
    """What is answered to who asked for a correction."""

    answer = forms.CharField(
        label=_("Your answer, if you refuse"),
        max_length=300,
        required=False,
        help_text=_("It is sent by e-mail to the person who asks."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplacementForm(forms.Form):
    """Why documents are made anew."""

    because = forms.CharField(
        label=_("Why they are replaced"),
        max_length=300,
        help_text=_("Kept with each certificate. For example: the logo has changed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RevocationForm(forms.Form):
    """Why documents are revoked: in a word for everybody, in a sentence for their holders."""

    reason = forms.ChoiceField(
        label=_("Nature of the revocation"),
        choices=[("", "—"), *Award.Reason.choices],
        help_text=_("Whoever checks the certificate reads it."),
    )
    because = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The holder reads it; it is kept with the certificate."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
