"""A person's name as it must stand on a certificate: what we tidy, what we refuse.

Names are what people say they are: any letter of any script, accents, apostrophes, hyphens.
We refuse only what cannot be printed, or is certainly not a name.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_LENGTH = 120


def tidy_name(text: str) -> str:
    """The same name composed (NFC), with single spaces and none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def validate_name(text: str) -> None:
    """Raise ValidationError, with a sentence that says what to do."""
    if any(_is_invisible(character) for character in text):
        raise ValidationError(
            _("The name contains an invisible character: please type it again."), code="invisible"
        )
    if "<" in text or ">" in text:
        raise ValidationError(_("The name cannot contain “<” or “>”."), code="markup")
    if text and not any(character.isalpha() for character in text):
        raise ValidationError(_("A name contains at least one letter."), code="no_letter")


def _is_invisible(character: str) -> bool:
    # Zero-width joiners (Cf) are part of spelling in Persian and in several Indian scripts.
    if character in "\u200c\u200d":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
