"""The rules of a password, said in one sentence rather than four."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mooc.accounts.models import User

MIN_LENGTH = 10


class SoundPassword:
    """Django's four rules; every one that is broken is told at once."""

    def __init__(self) -> None:
        self.rules = (
            UserAttributeSimilarityValidator(("email", "certificate_name")),
            MinimumLengthValidator(MIN_LENGTH),
            CommonPasswordValidator(),
            NumericPasswordValidator(),
        )

    def validate(self, password: str, user: User | None = None) -> None:
        broken: list[ValidationError] = []
        for rule in self.rules:
            try:
                rule.validate(password, user)
            except ValidationError as error:
                broken.append(error)
        if broken:
            raise ValidationError(broken)

    def get_help_text(self) -> str:
        return _(
            "At least %(count)d characters; not digits alone, not a common password, nothing "
            "close to your address or your name."
        ) % {"count": MIN_LENGTH}
