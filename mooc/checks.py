"""What `manage.py check --deploy` says of this site beyond Django's own advice."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from mooc.running.checking import demo_accounts


@register(Tags.security, deploy=True)
def no_demo_account(**_kwargs: Any) -> list[CheckMessage]:
    """The passwords of demonstration accounts are printed on screen: never in production."""
    if not settings.PRODUCTION:
        return []
    try:
        count = demo_accounts()
    except DatabaseError:  # no table yet
        return []
    if not count:
        return []
    return [
        Error(
            f"{count} compte(s) de démonstration ({settings.DEMO_DOMAIN}) dans la base.",
            hint="Leurs mots de passe sont publics : effacez ces comptes.",
            id="site.E001",
        )
    ]
