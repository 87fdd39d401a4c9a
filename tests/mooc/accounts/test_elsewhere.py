"""Signing in with an account held elsewhere, up to the point where the other site would answer."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from mooc.accounts.models import User
from tests.mooc.accounts.people import text_of
from tests.mooc.accounts.test_pages import look_at


@pytest.fixture(autouse=True)
def provider(settings: Settings) -> None:
    app = {
        "provider_id": "annuaire",
        "name": "L'annuaire & Cie",
        "client_id": "x",
        "secret": "y",
        "settings": {"server_url": "https://annuaire.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def login_from_elsewhere(name: str) -> SocialLogin:
    """What comes back from the other site."""
    with context.request_context(RequestFactory().get("/")):
        login = SocialLogin(
            user=User(),
            provider=get_adapter().get_provider(context.request, "annuaire"),
            account=SocialAccount(provider="annuaire", uid="1", extra_data={}),
            email_addresses=[EmailAddress(email="zoe@example.org", verified=True)],
        )
        data = {"name": name, "email": "zoe@example.org"}
        get_adapter().populate_user(context.request, login, data)
    return login


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_the_way_in_is_offered(client: Client, db: None, name: str) -> None:
    page = client.get(reverse(name))
    look_at(page, 200, name)
    assert "Continuer avec L'annuaire & Cie" in text_of(page)


def test_leaving_for_the_other_site_is_confirmed(client: Client, db: None) -> None:
    page = client.get(reverse("openid_connect_login", args=["annuaire"]))
    look_at(page, 200, "openid_connect_login")
    assert "Se connecter avec L'annuaire & Cie" in text_of(page)


def test_the_account_is_completed_on_return(client: Client, db: None) -> None:
    session = client.session
    login = login_from_elsewhere("  Zoé   Okafor ")
    assert login.user.certificate_name == "Zoé Okafor"
    session["socialaccount_sociallogin"] = login.serialize()
    session.save()
    page = client.get(reverse("socialaccount_signup"))
    look_at(page, 200, "socialaccount_signup")
    assert 'value="Zoé Okafor"' in page.content.decode()
    data = {"email": "zoe@example.org", "certificate_name": "Zoé Okafor"}
    client.post(reverse("socialaccount_signup"), data)
    user = User.objects.get()
    assert user.certificate_name == "Zoé Okafor"
    assert not user.has_usable_password()


def test_connected_accounts_are_listed(alice_client: Client, alice: User) -> None:
    SocialAccount.objects.create(user=alice, provider="annuaire", uid="1")
    page = alice_client.get(reverse("socialaccount_connections"))
    look_at(page, 200, "socialaccount_connections")
    assert "L'annuaire & Cie" in text_of(page)
    assert "Comptes reliés" in text_of(alice_client.get(reverse("account_security")))
