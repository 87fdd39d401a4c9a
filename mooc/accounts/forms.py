"""Forms of the account. allauth reads SignupForm while it loads: nothing of allauth in here."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from courses.signals import person_changed
from mooc.accounts.consents import has_consented, set_consent
from mooc.accounts.fields import NameField, NewsField, ZoneField
from mooc.accounts.models import Consent, User


class SignupForm(forms.Form):
    """What we ask beyond e-mail and password. The account rests on a contract, not on consent."""

    certificate_name = NameField(
        help_text=gettext_lazy(
            "As they must stand on your certificates. You can correct them until a certificate "
            "is issued."
        )
    )
    news = NewsField()
    field_order = ("certificate_name", "email", "password1", "news")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Complete the user that allauth has just saved."""
        user.certificate_name = self.cleaned_data["certificate_name"]
        user.save(update_fields=["certificate_name"])
        if self.cleaned_data["news"]:
            set_consent(user, Consent.Purpose.NEWS, agrees=True, now=timezone.now())


class ProfileForm(forms.ModelForm):
    certificate_name = NameField(
        help_text=gettext_lazy(
            "As they must stand on your certificates. Those already issued do not change: ask "
            "for a correction on the page of the certificate."
        )
    )
    time_zone = ZoneField()
    news = NewsField()

    class Meta:
        model = User
        fields = ("certificate_name", "language", "time_zone")
        error_messages: ClassVar = {
            "language": {"invalid_choice": gettext_lazy("Choose a language from the list.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["news"].initial = has_consented(self.instance, Consent.Purpose.NEWS)

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit)
        agrees = self.cleaned_data["news"]
        set_consent(user, Consent.Purpose.NEWS, agrees=agrees, now=timezone.now())
        # A certificate may have waited for a name.
        person_changed.send(sender=User, user=user)
        return user


class EraseForm(forms.Form):
    """Asks for a typed word: erasing cannot be undone, and a click is too easily made."""

    confirmation = forms.CharField(
        label=gettext_lazy("To confirm, type the word ERASE"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_confirmation(self) -> str:
        typed: str = self.cleaned_data["confirmation"]
        if typed.strip().upper() != pgettext("word to type", "ERASE"):
            raise ValidationError(_("Type the word ERASE, in capitals or not."), code="mistyped")
        return typed
