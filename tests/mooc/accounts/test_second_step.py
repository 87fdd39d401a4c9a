import json
import time
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from mooc.accounts.models import User
from tests.mooc.accounts.passkey import Passkey
from tests.mooc.accounts.people import (
    TOTP_SECRET,
    add_passkey,
    add_recovery_codes,
    add_totp,
    make_user,
    prove_again,
    sign_in,
    text_of,
)


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def options_handle(user: User) -> bytes:
    """What the site gave the phone as the person's name: the key in base 36."""
    return str(user_pk_to_url_str(user)).encode()


def type_second_step(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_setting_up_an_app_asks_who_you_are_first(alice_client: Client) -> None:
    answer = alice_client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_an_app_is_set_up_and_gives_recovery_codes(
    alice_client: Client,
    alice: User,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Any,
) -> None:
    prove_again(alice_client)
    page = alice_client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    wrong = alice_client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Ce code n’est pas le bon" in text_of(wrong)
    secret = alice_client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = alice_client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    done = alice_client.get(answer["Location"])
    assert "Il reste 10 codes" in text_of(done)
    assert Authenticator.objects.filter(user=alice).count() == 2
    assert "Application d’authentification installée" in [mail.subject for mail in mailoutbox]


def test_signing_in_with_an_app_asks_its_code(client: Client, alice: User) -> None:
    add_totp(alice)
    assert sign_in(client, alice)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert "Ce code n’est pas le bon" in text_of(type_second_step(client, "000000"))
    assert type_second_step(client, code_now(TOTP_SECRET)).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_recovery_code_opens_once(client: Client, alice: User) -> None:
    add_totp(alice)
    code = add_recovery_codes(alice)[0]
    sign_in(client, alice)
    type_second_step(client, code)
    assert "_auth_user_id" in client.session
    again = Client()
    sign_in(again, alice)
    type_second_step(again, code)
    assert "_auth_user_id" not in again.session


def test_recovery_codes_are_shown_and_downloaded(alice_client: Client, alice: User) -> None:
    add_totp(alice)
    codes = add_recovery_codes(alice)
    prove_again(alice_client)
    assert all(c in text_of(alice_client.get(reverse("mfa_view_recovery_codes"))) for c in codes)
    file = alice_client.get(reverse("mfa_download_recovery_codes"))
    assert file.content.decode().split() == codes


def test_passkeys_are_offered_and_listed(alice_client: Client, alice: User) -> None:
    prove_again(alice_client)
    page = alice_client.get(reverse("mfa_add_webauthn")).content.decode()
    assert 'id="mfa_webauthn_add"' in page
    assert "passkeys.js" in page
    assert "js_data" in page
    add_passkey(alice, "Clé de l’atelier & co")
    listed = text_of(alice_client.get(reverse("mfa_list_webauthn")))
    assert "Clé de l’atelier & co" in listed
    assert "jamais" in listed


def test_the_browser_is_told_the_name_of_the_site(alice_client: Client) -> None:
    prove_again(alice_client)
    page = alice_client.get(reverse("mfa_add_webauthn"))
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["name"] == "Alliances"


def test_a_passkey_is_added_then_opens_the_account_alone(
    alice_client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    key = Passkey()
    prove_again(alice_client)
    options = alice_client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    credential = json.dumps(key.register(options["publicKey"]["challenge"]))
    data = {"name": "Téléphone", "passwordless": "on", "credential": credential}
    done = alice_client.post(reverse("mfa_add_webauthn"), data, follow=True)
    assert "Votre clé d’accès est ajoutée." in text_of(done)
    assert mailoutbox[-1].subject == "Une clé d’accès a été ajoutée"

    visitor = Client()
    url = reverse("mfa_login_webauthn")
    options = visitor.get(url, headers={"accept": "application/json"}).json()["request_options"]
    handle = options_handle(alice)
    answer = key.sign(options["publicKey"]["challenge"], handle)
    assert visitor.post(url, {"credential": json.dumps(answer)}).status_code == 302
    assert visitor.session["_auth_user_id"] == str(alice.pk)


def test_a_passkey_nobody_registered_opens_nothing(client: Client, alice: User) -> None:
    url = reverse("mfa_login_webauthn")
    options = client.get(url, headers={"accept": "application/json"}).json()["request_options"]
    answer = Passkey().sign(options["publicKey"]["challenge"], options_handle(alice))
    page = client.post(url, {"credential": json.dumps(answer)}, follow=True)
    assert "Ce code n’est pas le bon" in text_of(page)
    assert "_auth_user_id" not in client.session


def test_nobody_removes_the_passkey_of_another(alice_client: Client, omar: User) -> None:
    key = add_passkey(omar)
    prove_again(alice_client)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert alice_client.post(reverse(name, args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.fixture
def in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    settings.SECURE_SSL_REDIRECT = False


def test_staff_without_a_second_step_is_sent_to_set_one_up(
    client: Client, adele: User, in_production: None
) -> None:
    sign_in(client, adele)
    for name in ("home", "admin:index", "profile", "my_data"):
        assert client.get(reverse(name))["Location"] == reverse("mfa_index"), name
    page = client.get(reverse("mfa_index"))
    assert "Votre rôle vous donne accès aux données d’autres personnes" in text_of(page)
    assert client.get(reverse("account_security")).status_code == 200
    prove_again(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_recovery_codes_alone_are_no_second_step(
    client: Client, adele: User, in_production: None
) -> None:
    sign_in(client, adele)
    add_recovery_codes(adele)
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("add", [add_totp, add_passkey])
def test_staff_with_a_second_step_goes_on(
    client: Client, adele: User, in_production: None, add: Any
) -> None:
    sign_in(client, adele)
    add(adele)
    assert client.get(reverse("admin:index")).status_code == 200


def test_learners_are_not_asked_and_cost_no_query(
    client: Client, in_production: None, django_assert_num_queries: Any, db: None
) -> None:
    client.force_login(make_user("lea@example.org"))
    with django_assert_num_queries(2):  # the session, the user
        assert client.get(reverse("privacy")).status_code == 200


def test_staff_goes_on_without_it_in_development(client: Client, adele: User) -> None:
    sign_in(client, adele)
    assert client.get(reverse("admin:index")).status_code == 200
