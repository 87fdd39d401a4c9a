"""allauth's forms to sign up and in, whose errors say what to do. Named in ACCOUNT_FORMS."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mooc.accounts.models import User

LIKE_THE_NAME = UserAttributeSimilarityValidator(("certificate_name",))


class SignupForm(allauth_forms.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = _("Enter your e-mail address.")
        self.fields["password1"].error_messages["required"] = _("Choose a password.")

    def clean(self) -> dict[str, Any]:
        """allauth checks the password against the address alone: the name is asked here too."""
        data: dict[str, Any] = super().clean()
        person = User(certificate_name=data.get("certificate_name", ""))
        if "password1" in data and "password1" not in self.errors:
            try:
                LIKE_THE_NAME.validate(data["password1"], person)
            except ValidationError as error:
                self.add_error("password1", error)
        return data


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = _("Enter your e-mail address.")
        self.fields["password"].error_messages["required"] = _("Enter your password.")
        # The page says it below the field, where one looks after trying.
        self.fields["password"].help_text = ""
