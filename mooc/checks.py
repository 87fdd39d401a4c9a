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


@register(Tags.security, deploy=True)
def operator_is_named(**_kwargs: Any) -> list[CheckMessage]:
    """The legal notice must name who runs the site (LCEN, article 1-1)."""
    if settings.PRODUCTION and not settings.OPERATOR["name"]:
        return [
            Error(
                "OPERATOR_NAME est vide : les mentions légales ne disent pas qui exploite le site.",
                hint="Renseignez les variables OPERATOR_* (deploy/settings.md).",
                id="site.E002",
            )
        ]
    return []
