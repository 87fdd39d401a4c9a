"""Addresses of the account pages are read in the browser's bar: they are French."""

import allauth.urls
import pytest
from django.urls import resolve, reverse

from mooc.accounts.addresses import FRENCH, FROM_KEY, _views

KEPT = ("socialaccount_", "openid_connect_", "usersessions_")
"""Known to providers of identities, or the same word in French."""
KEYED = {"mfa_edit_webauthn": {"pk": 7}, "mfa_remove_webauthn": {"pk": 7}}


def test_every_page_of_allauth_is_known() -> None:
    names = {name for name, _view in _views(allauth.urls.urlpatterns)}
    ours = {name for name in names if not name.startswith(KEPT)}
    assert ours == {*FRENCH, FROM_KEY}


@pytest.mark.parametrize("name", FRENCH)
def test_a_name_gives_the_french_address_of_the_same_page(name: str) -> None:
    address = reverse(name, kwargs=KEYED.get(name))
    assert address == f"/compte/{FRENCH[name].replace('<int:pk>', '7')}"
    found = resolve(address)
    assert found.url_name == name
    assert found.func == dict(_views(allauth.urls.urlpatterns))[name]


def test_no_two_pages_share_an_address() -> None:
    assert len(set(FRENCH.values())) == len(FRENCH)


def test_a_former_address_still_answers() -> None:
    assert resolve("/compte/login/").url_name == "account_login"
    assert resolve("/compte/password/reset/key/1a-xyz/").url_name == FROM_KEY
    assert resolve("/compte/oidc/exemple/login/callback/").url_name == "openid_connect_callback"
