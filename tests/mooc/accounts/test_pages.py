"""Every address of the account, for everyone: in French, without an error, within the CSP."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, include, path, reverse

from mooc.accounts.models import User
from tests.conftest import PASSWORD
from tests.mooc.accounts.people import (
    add_passkey,
    add_recovery_codes,
    add_totp,
    prove_again,
    sign_in,
)

# Name: (visitor, signed in, signed in and just proved again, with every second factor).
PAGES: dict[str, tuple[int, int, int]] = {
    "account_login": (200, 302, 302),
    "account_logout": (302, 200, 200),
    "account_inactive": (200, 200, 200),
    "account_signup": (200, 302, 302),
    "account_reauthenticate": (302, 200, 200),
    "account_email": (302, 200, 200),
    "account_email_verification_sent": (302, 302, 302),
    "account_change_password": (302, 200, 200),
    "account_set_password": (302, 302, 302),
    "account_reset_password": (200, 200, 200),
    "account_reset_password_done": (200, 200, 200),
    "account_reset_password_from_key": (200, 200, 200),
    "account_reset_password_from_key_done": (200, 200, 200),
    "account_confirm_login_code": (302, 302, 302),
    "mfa_index": (302, 200, 200),
    "mfa_authenticate": (302, 302, 302),
    "mfa_reauthenticate": (302, 302, 200),
    "mfa_activate_totp": (302, 302, 302),
    "mfa_deactivate_totp": (302, 404, 200),
    "mfa_view_recovery_codes": (302, 404, 200),
    "mfa_generate_recovery_codes": (302, 302, 200),
    "mfa_download_recovery_codes": (302, 404, 200),
    "mfa_list_webauthn": (302, 200, 200),
    "mfa_add_webauthn": (302, 302, 200),
    "mfa_reauthenticate_webauthn": (302, 302, 200),
    "mfa_remove_webauthn": (302, 302, 200),
    "mfa_edit_webauthn": (302, 302, 200),
    "mfa_login_webauthn": (302, 302, 302),
    "socialaccount_login_cancelled": (200, 200, 200),
    "socialaccount_login_error": (401, 401, 401),
    "socialaccount_signup": (302, 302, 302),
    "socialaccount_connections": (302, 200, 200),
    "usersessions_list": (302, 200, 200),
    "openid_connect_login": (404, 404, 404),
    "openid_connect_callback": (404, 404, 404),
    "profile": (302, 200, 200),
    "account_security": (302, 200, 200),
    "my_data": (302, 200, 200),
    "my_data_export": (302, 200, 200),
    "my_data_erase": (302, 302, 200),
}


def names_in(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_in(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def url_of(name: str, key: int) -> str:
    arguments: dict[str, dict[str, Any]] = {
        "mfa_remove_webauthn": {"pk": key},
        "mfa_edit_webauthn": {"pk": key},
        "openid_connect_login": {"provider_id": "none"},
        "openid_connect_callback": {"provider_id": "none"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "old-key"},
    }
    return reverse(name, kwargs=arguments.get(name))


def look_at(answer: Any, status: int, name: str) -> None:
    assert answer.status_code == status, name
    html = answer.content.decode()
    if not answer["Content-Type"].startswith("text/html") or "<html" not in html:
        return
    assert '<html lang="fr"' in html, name
    assert " style=" not in html, name
    assert not re.search(r" on\w+=\"", html), name
    for script in re.findall(r"<script[^>]*>", html):
        assert " src=" in script or 'type="application/json"' in script, (name, script)
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert title, name
    assert len(title[1].split("·")[0].strip()) > 3, name


def test_no_address_of_the_account_is_forgotten() -> None:
    ours = path("", include("mooc.accounts.urls"))
    allauths = path("", include("allauth.urls"))
    assert set(names_in([ours, allauths])) == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_sees(client: Client, db: None, name: str) -> None:
    look_at(client.get(url_of(name, 1)), PAGES[name][0], name)


@pytest.mark.parametrize("name", PAGES)
def test_a_learner_sees(alice_client: Client, name: str) -> None:
    look_at(alice_client.get(url_of(name, 1)), PAGES[name][1], name)


@pytest.mark.parametrize("name", PAGES)
def test_staff_with_everything_sees(client: Client, adele: User, name: str) -> None:
    sign_in(client, adele)
    prove_again(client)
    add_totp(adele)
    add_recovery_codes(adele)
    key = add_passkey(adele)
    look_at(client.get(url_of(name, key.pk)), PAGES[name][2], name)


def test_the_steps_of_signing_in(client: Client, alice: User) -> None:
    add_totp(alice)
    add_passkey(alice)
    sign_in(client, alice)
    look_at(client.get(reverse("mfa_authenticate")), 200, "mfa_authenticate")


def test_the_page_where_the_code_is_typed(client: Client, db: None) -> None:
    data = {
        "certificate_name": "Zoé",
        "email": "zoe@example.org",
        "password1": PASSWORD,
    }
    client.post(reverse("account_signup"), data)
    page = client.get(reverse("account_email_verification_sent"))
    look_at(page, 200, "code")
    html = page.content.decode()
    assert "Change" not in re.sub(r"<[^>]+>", " ", html)
    assert "M’envoyer un nouveau code" in html
    assert "Ce n’est pas la bonne adresse" in html


def test_a_user_without_a_password_may_choose_one(client: Client, alice: User) -> None:
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)
    look_at(client.get(reverse("account_set_password")), 200, "account_set_password")
    look_at(client.get(reverse("account_security")), 200, "account_security")
