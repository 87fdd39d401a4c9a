from django.apps import AppConfig, apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: dict[str, Promise] = {
    "account": _("E-mail addresses"),
    "mfa": _("Second sign-in steps"),
    "socialaccount": _("Connected accounts"),
    "usersessions": _("Sessions"),
}
"""allauth's sections of the administration, whose names it leaves in English, or like ours."""

MODELS: dict[str, tuple[Promise, Promise]] = {
    "mfa.Authenticator": (_("second step"), _("second steps")),
    "usersessions.UserSession": (_("session"), _("sessions")),
}


class AccountsConfig(AppConfig):
    name = "mooc.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        # Written on the classes once loaded: their migrations do not see it.
        for label, section in SECTIONS.items():
            apps.get_app_config(label).verbose_name = section  # type: ignore[assignment]
        for model, (one, several) in MODELS.items():
            options = apps.get_model(model)._meta
            options.verbose_name, options.verbose_name_plural = one, several
