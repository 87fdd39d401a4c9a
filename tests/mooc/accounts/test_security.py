from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from mooc.accounts.models import User
from tests.conftest import PASSWORD
from tests.mooc.accounts.people import (
    add_passkey,
    add_recovery_codes,
    add_totp,
    code_in,
    sign_in,
    text_of,
)


def test_the_security_page_tells_the_state_of_each_door(alice_client: Client, alice: User) -> None:
    before = text_of(alice_client.get(reverse("account_security")))
    assert "Connexion en deux étapes désactivée" in before
    assert "Ni application d’authentification, ni clé d’accès." in before
    assert "codes de secours" not in before
    add_totp(alice)
    add_passkey(alice)
    add_recovery_codes(alice)
    after = text_of(alice_client.get(reverse("account_security")))
    assert "Connexion en deux étapes activée" in after
    assert "1 clé d’accès." in after
    assert "Il reste 10 codes de secours." in after
    assert "1 appareil ou navigateur connecté." in after


def test_sessions_are_listed_and_the_others_ended(
    alice_client: Client, alice: User, omar: User
) -> None:
    phone, stranger = Client(headers={"user-agent": "Téléphone"}), Client()
    sign_in(phone, alice)
    sign_in(stranger, omar)
    assert "Téléphone" in text_of(alice_client.get(reverse("usersessions_list")))
    page = alice_client.post(reverse("usersessions_list"), follow=True)
    assert "Tous les autres appareils sont déconnectés." in text_of(page)
    profile = reverse("profile")
    assert phone.get(profile).status_code == 302
    assert alice_client.get(profile).status_code == 200
    assert stranger.get(profile).status_code == 200


def test_the_password_is_changed_and_told(
    alice_client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    new = "une autre branche 2027"
    wrong = {"oldpassword": "faux", "password1": new, "password2": new}
    page = alice_client.post(reverse("account_change_password"), wrong)
    assert "Ce n’est pas votre mot de passe actuel" in text_of(page)
    answer = alice_client.post(
        reverse("account_change_password"), wrong | {"oldpassword": PASSWORD}
    )
    assert answer["Location"] == reverse("account_security")
    alice.refresh_from_db()
    assert alice.check_password(new)
    assert mailoutbox[-1].subject == "Votre mot de passe a été changé"


def test_the_address_changes_once_the_code_is_typed(
    alice_client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    data = {"action_add": "", "email": "alice@ailleurs.example"}
    page = alice_client.post(reverse("account_email"), data, follow=True)
    if page.request["PATH_INFO"] == reverse("account_reauthenticate"):
        page = alice_client.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    code = next(code_in(mail) for mail in mailoutbox if mail.to == ["alice@ailleurs.example"])
    alice_client.post(reverse("account_email_verification_sent"), {"code": code})
    alice.refresh_from_db()
    assert alice.email == "alice@ailleurs.example"
