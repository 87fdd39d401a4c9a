from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from mooc.accounts.models import User
from tests.conftest import PASSWORD
from tests.mooc.accounts.people import code_in, text_of

DEAD_SERVER = "tests.mooc.accounts.mail.DeadServer"


def sign_up(client: Client, **changes: str) -> Any:
    data = {
        "certificate_name": "Alice Moreau",
        "email": "alice@example.org",
        "password1": PASSWORD,
    }
    return client.post(reverse("account_signup"), data | changes, follow=True)


def type_code(client: Client, code: str) -> Any:
    return client.post(reverse("account_email_verification_sent"), {"code": code})


def test_sign_up_then_the_code_opens_the_account(
    client: Client, db: None, mailoutbox: list[EmailMessage]
) -> None:
    page = sign_up(client, certificate_name="  Alice   D'Été-Moreau ", news="on")
    assert "alice@example.org" in text_of(page)
    assert "_auth_user_id" not in client.session
    answer = type_code(client, code_in(mailoutbox[0]))
    user = User.objects.get()
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.certificate_name == "Alice D'Été-Moreau"
    assert EmailAddress.objects.get(user=user).verified
    assert user.consents.get().purpose == "news"


def test_sign_up_without_the_box_records_no_consent(client: Client, db: None) -> None:
    sign_up(client)
    assert not User.objects.get().consents.exists()


def test_the_box_for_news_is_not_ticked(client: Client, db: None) -> None:
    page = client.get(reverse("account_signup")).content.decode()
    box = page[page.index('name="news"') - 100 : page.index('name="news"') + 100]
    assert "checked" not in box
    assert "required" not in box


def test_a_wrong_code_is_said_and_three_end_it(
    client: Client, db: None, mailoutbox: list[EmailMessage]
) -> None:
    sign_up(client)
    assert "Ce code n’est pas le bon" in text_of(type_code(client, "XXXXXX"))
    type_code(client, "XXXXXX")
    assert type_code(client, "XXXXXX").status_code == 302
    assert type_code(client, code_in(mailoutbox[0])).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_known_address_gets_the_same_answer_and_a_mail(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    known = sign_up(client)
    new = sign_up(Client(), email="zoe@example.org")
    assert known.redirect_chain == new.redirect_chain
    assert text_of(known).replace("alice@", "zoe@") == text_of(new)
    assert mailoutbox[0].subject == "Vous avez déjà un compte sur Alliances"
    assert User.objects.filter(email="alice@example.org").get() == alice


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Indiquez votre prénom et votre nom."),
        ("   ", "Indiquez votre prénom et votre nom."),
        ("12 34", "Un nom contient au moins une lettre."),
        ("<script>", "Un nom ne peut pas contenir"),
        ("x" * 121, "Ce nom est trop long"),
    ],
)
def test_a_name_that_cannot_stand_is_refused_in_words(
    client: Client, db: None, name: str, sentence: str
) -> None:
    page = sign_up(client, certificate_name=name)
    assert sentence in text_of(page)
    assert not User.objects.exists()
    assert 'value="alice@example.org"' in page.content.decode()


def test_a_weak_password_is_refused_in_words(client: Client, db: None) -> None:
    page = sign_up(client, password1="1234567")
    assert "trop court" in text_of(page)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("email", "Indiquez votre adresse e-mail."),
        ("password1", "Choisissez un mot de passe."),
    ],
)
def test_what_is_left_empty_is_asked_for_in_words(
    client: Client, db: None, field: str, sentence: str
) -> None:
    assert sentence in text_of(sign_up(client, **{field: ""}))
    assert not User.objects.exists()


def test_a_password_made_of_the_name_is_refused(client: Client, db: None) -> None:
    page = sign_up(client, certificate_name="Alexandrine Moreau", password1="alexandrine1")
    assert "trop semblable" in text_of(page)
    assert not User.objects.exists()


def test_only_one_banner_welcomes_who_typed_the_code(
    client: Client, db: None, mailoutbox: list[EmailMessage]
) -> None:
    sign_up(client)
    page = client.get(type_code(client, code_in(mailoutbox[0]))["Location"])
    assert page.content.decode().count('class="message ') == 1
    assert "L’adresse alice@example.org est confirmée." in text_of(page)


def test_a_mail_server_that_is_down_loses_nobody(
    client: Client,
    db: None,
    settings: Settings,
    mailoutbox: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, DEAD_SERVER
    page = sign_up(client)
    assert page.status_code == 200
    assert "Le courriel n’est pas parti" in text_of(page)
    assert "Un code vient d’être envoyé" not in text_of(page)
    assert "Nous avons envoyé un code" not in text_of(page)
    assert "Demandez-en un nouveau" in text_of(
        client.get(reverse("account_email_verification_sent"))
    )
    assert "alice" not in caplog.text
    assert "SMTPRecipientsRefused" in caplog.text
    settings.EMAIL_BACKEND = backend
    cache.clear()  # ten seconds pass: one code every ten seconds
    page = client.post(
        reverse("account_email_verification_sent"), {"action": "resend"}, follow=True
    )
    assert "Nous avons envoyé un code" in text_of(page)
    type_code(client, code_in(mailoutbox[-1]))
    assert "_auth_user_id" in client.session


def test_a_dead_mail_server_does_not_tell_who_has_an_account(
    client: Client, alice: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = DEAD_SERVER
    known, new = sign_up(client), sign_up(Client(), email="zoe@example.org")
    assert text_of(known).replace("alice@", "zoe@") == text_of(new)


def test_sign_up_may_be_closed(client: Client, db: None, settings: Settings) -> None:
    settings.SIGNUP_OPEN = False
    page = client.get(reverse("account_signup"))
    assert "Pas de nouveau compte pour l’instant" in text_of(page)
    sign_up(client)
    assert not User.objects.exists()
