import re
from typing import Any

import pytest
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from mooc.accounts.models import User
from tests.conftest import PASSWORD
from tests.mooc.accounts.people import sign_in, text_of
from tests.mooc.accounts.test_signup import DEAD_SERVER

NEW_PASSWORD = "une autre branche 2027"


def ask_reset(client: Client, email: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def test_sign_in_opens_the_path_of_the_learner(client: Client, alice: User) -> None:
    answer = sign_in(client, alice)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("courses:learning:home")


def test_sign_in_accepts_capitals_in_the_address(client: Client, alice: User) -> None:
    data = {"login": "ALICE@Example.org", "password": PASSWORD}
    assert client.post(reverse("account_login"), data).status_code == 302


def test_sign_in_goes_where_one_wanted_to_go(client: Client, alice: User) -> None:
    url = f"{reverse('account_login')}?next={reverse('profile')}"
    answer = client.post(url, {"login": alice.email, "password": PASSWORD})
    assert answer["Location"] == reverse("profile")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/formations/une/inscription/", "pour vous inscrire à cette formation."),
        ("/formations/une/lecons/deux/", "pour ouvrir cette leçon."),
        ("/mon-parcours/", ""),
        ("https://evil.example/nulle-part", ""),
    ],
)
def test_sign_in_says_why_when_it_stands_before_a_course(
    client: Client, db: None, path: str, why: str
) -> None:
    page = text_of(client.get(reverse("account_login"), {"next": path}))
    assert (why in page) if why else ("Connectez-vous, ou créez" not in page)


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "javascript:1"])
def test_sign_in_never_leads_elsewhere(client: Client, alice: User, elsewhere: str) -> None:
    data = {"login": alice.email, "password": PASSWORD, "next": elsewhere}
    answer = client.post(reverse("account_login"), data)
    assert answer["Location"] == reverse("courses:learning:home")


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(
    client: Client, alice: User
) -> None:
    known = sign_in(client, alice, "faux")
    unknown = client.post(
        reverse("account_login"), {"login": "nobody@example.org", "password": "faux"}
    )
    assert "L’adresse e-mail ou le mot de passe est incorrect" in text_of(known)
    assert text_of(known) == text_of(unknown)


def test_a_closed_account_is_told_so(client: Client, alice: User) -> None:
    alice.is_active = False
    alice.save()
    answer = client.post(
        reverse("account_login"), {"login": alice.email, "password": PASSWORD}, follow=True
    )
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200


def test_sign_out_is_a_post(alice_client: Client) -> None:
    assert alice_client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in alice_client.session
    assert alice_client.post(reverse("account_logout"))["Location"] == reverse("home")
    assert "_auth_user_id" not in alice_client.session


def test_reset_sends_a_link_that_works_once(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_reset(client, alice.email)
    found = re.search(r"https?://\S+/compte/mot-de-passe/nouveau/\S+", str(mailoutbox[0].body))
    assert found
    path = "/" + found[0].split("/", 3)[3]
    form = client.get(path, follow=True)
    assert "Choisissez un nouveau mot de passe" in text_of(form)
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    done = client.post(form.redirect_chain[-1][0], data, follow=True)
    assert "Votre mot de passe a été changé" in text_of(done)
    alice.refresh_from_db()
    assert alice.check_password(NEW_PASSWORD)
    assert "Ce lien ne fonctionne plus" in text_of(Client().get(path, follow=True))
    assert mailoutbox[-1].subject == "Votre mot de passe a été changé"


def test_reset_answers_alike_for_known_and_unknown(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = ask_reset(client, alice.email), ask_reset(Client(), "nobody@example.org")
    assert known.redirect_chain == unknown.redirect_chain
    assert text_of(known) == text_of(unknown)
    assert [mail.to for mail in mailoutbox] == [[alice.email], ["nobody@example.org"]]


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_reset_with_a_dead_mail_server_says_so_in_the_form(
    client: Client, alice: User, settings: Settings, email: str
) -> None:
    settings.EMAIL_BACKEND = DEAD_SERVER
    page = ask_reset(client, email)
    assert page.status_code == 503
    assert "Le courriel n’est pas parti" in text_of(page)
    assert f'value="{email}"' in page.content.decode()


def test_the_sixth_wrong_password_is_refused_unread(client: Client, alice: User) -> None:
    for _try in range(5):
        assert "incorrect" in text_of(sign_in(Client(), alice, "faux"))
    # The right password is no longer even looked at.
    page = sign_in(client, alice)
    assert page.status_code == 200
    assert "Trop d’essais manqués" in text_of(page)


def test_the_limit_holds_across_workers(
    alice: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try meets a cache object of its own, as in another process: only the table is shared."""
    assert settings.CACHES["default"]["BACKEND"].endswith(("DatabaseCache", "RedisCache"))
    answers = []
    for _worker in range(6):
        monkeypatch.setattr(
            "allauth.core.internal.ratelimit.cache", caches.create_connection("default")
        )
        answers.append(text_of(sign_in(Client(), alice, "faux")))
    assert ["Trop d’essais manqués" in answer for answer in answers] == [False] * 5 + [True]


def test_too_many_tries_from_one_place_end_in_429(client: Client, db: None) -> None:
    answers = [
        client.post(reverse("account_login"), {"login": f"p{n}@example.org", "password": "faux"})
        for n in range(31)
    ]
    assert answers[-1].status_code == 429


def test_the_administration_signs_in_through_the_same_door(client: Client, db: None) -> None:
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
