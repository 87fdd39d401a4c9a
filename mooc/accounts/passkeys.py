"""allauth's passkey forms with a label, and the useful box ticked. Named in settings.MFA_FORMS."""

from typing import Any

from allauth.mfa.webauthn import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

NAME = _("Name of this passkey, to tell it from the others")


class AddPasskeyForm(allauth_forms.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
        # People add a passkey to be rid of the password.
        self.fields["passwordless"].initial = True


class EditPasskeyForm(allauth_forms.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
