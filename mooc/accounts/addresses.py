"""allauth's pages at French addresses, as everywhere on the site.

Included after `allauth.urls`: of two addresses with one name, `reverse` gives the last. allauth's
own still answer, and those that a provider of identities was told stay the only ones.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import allauth.urls
from django.urls import URLPattern, URLResolver, path, re_path

FRENCH = {
    "account_login": "connexion/",
    "account_confirm_login_code": "connexion/code/",
    "account_logout": "deconnexion/",
    "account_signup": "inscription/",
    "account_inactive": "ferme/",
    "account_reauthenticate": "confirmer/",
    "account_email": "courriel/",
    "account_email_verification_sent": "courriel/code/",
    "account_change_password": "mot-de-passe/changer/",
    "account_set_password": "mot-de-passe/choisir/",
    "account_reset_password": "mot-de-passe/oublie/",
    "account_reset_password_done": "mot-de-passe/oublie/envoye/",
    "account_reset_password_from_key_done": "mot-de-passe/nouveau/enregistre/",
    "mfa_index": "deuxieme-etape/",
    "mfa_authenticate": "deuxieme-etape/verifier/",
    "mfa_reauthenticate": "deuxieme-etape/confirmer/",
    "mfa_activate_totp": "deuxieme-etape/application/activer/",
    "mfa_deactivate_totp": "deuxieme-etape/application/retirer/",
    "mfa_view_recovery_codes": "deuxieme-etape/codes-de-secours/",
    "mfa_generate_recovery_codes": "deuxieme-etape/codes-de-secours/nouveaux/",
    "mfa_download_recovery_codes": "deuxieme-etape/codes-de-secours/telecharger/",
    "mfa_list_webauthn": "cles-d-acces/",
    "mfa_add_webauthn": "cles-d-acces/ajouter/",
    "mfa_login_webauthn": "cles-d-acces/connexion/",
    "mfa_reauthenticate_webauthn": "cles-d-acces/confirmer/",
    "mfa_edit_webauthn": "cles-d-acces/<int:pk>/renommer/",
    "mfa_remove_webauthn": "cles-d-acces/<int:pk>/retirer/",
}
# allauth's own form of a key, which no converter of `path` reads.
FROM_KEY = "account_reset_password_from_key"
FROM_KEY_ROUTE = r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"


def _views(patterns: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name, one.callback


_found = dict(_views(allauth.urls.urlpatterns))
urlpatterns = [
    *(path(route, _found[name], name=name) for name, route in FRENCH.items() if name in _found),
    re_path(FROM_KEY_ROUTE, _found[FROM_KEY], name=FROM_KEY),
]
