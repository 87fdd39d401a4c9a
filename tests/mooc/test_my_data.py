import json
from datetime import date, datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses import hooks
from mooc import my_data
from mooc.accounts.consents import set_consent
from mooc.accounts.models import Consent, User
from tests.mooc.accounts.people import add_totp, make_user, prove_again, sign_in, text_of


class Notes:
    """A package that holds something about people."""

    def __init__(self) -> None:
        self.erased: list[tuple[int, datetime]] = []

    def export(self, user: Any) -> dict[str, Any]:
        return {
            "carnet": [
                {
                    "titre": "Mon projet & moi",
                    "le": date(2026, 3, 2),
                    "read_at": "2026-03-01T23:30:00+00:00",
                }
            ]
        }

    def kept(self, user: Any) -> list[hooks.Kept]:
        return [hooks.Kept("Les émargements, sans nom", "Code du travail", date(2031, 1, 1))]

    def erase(self, user: Any, *, now: datetime) -> None:
        self.erased.append((user.pk, now))


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    notes = Notes()
    monkeypatch.setattr(hooks, "personal_data", [notes])
    return notes


@pytest.fixture
def alice_client(client: Client, alice: User) -> Client:
    sign_in(client, alice)
    return client


def erase(client: Client, word: str = "effacer") -> Any:
    return client.post(reverse("my_data_erase"), {"confirmation": word}, follow=True)


def test_export_holds_every_part_and_no_secret(
    alice_client: Client, alice: User, notes: Notes
) -> None:
    add_totp(alice)
    set_consent(alice, Consent.Purpose.NEWS, agrees=True, now=timezone.now())
    file = alice_client.get(reverse("my_data_export"))
    assert file["Content-Disposition"].startswith('attachment; filename="mes-donnees-20')
    data = json.loads(file.content)
    assert data["account"]["certificate_name"] == "Alice Lefèvre-Nuñez"
    assert data["email_addresses"] == [{"email": "alice@example.org", "is_verified": True}]
    assert data["consents"][0]["purpose"] == "news"
    assert data["sessions"][0]["ip"]
    assert data["second_factors"][0]["type"] == "totp"
    assert data["carnet"][0]["titre"] == "Mon projet & moi"
    assert data["carnet"][0]["le"] == "2026-03-02"
    text = file.content.decode()
    assert "argon2" not in text
    assert "JBSWY3DP" not in text
    assert '"password"' not in text


def test_two_packages_cannot_hide_each_other(alice: User, notes: Notes) -> None:
    hooks.personal_data.append(Notes())
    with pytest.raises(ValueError, match="carnet"):
        my_data.export_data(alice)


def test_the_page_reads_like_a_page(alice_client: Client, notes: Notes) -> None:
    text = text_of(alice_client.get(reverse("my_data")))
    assert "Adresse e-mail alice@example.org" in text
    assert "Confirmée oui" in text
    assert "2 mars 2026" in text
    assert "Lue le 2 mars 2026 à 0 h 30" in text
    assert "Mon projet & moi" in text


def test_erasing_asks_who_you_are_then_says_what_stays(alice_client: Client, notes: Notes) -> None:
    answer = alice_client.get(reverse("my_data_erase"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    prove_again(alice_client)
    text = text_of(alice_client.get(reverse("my_data_erase")))
    assert "Les émargements, sans nom" in text
    assert "Code du travail" in text
    assert "1er janvier 2031" in text


def test_erasing_without_proving_again_does_nothing(alice_client: Client, notes: Notes) -> None:
    erase(alice_client)
    assert User.objects.exists()
    assert not notes.erased


def test_erasing_needs_the_word(alice_client: Client, notes: Notes) -> None:
    prove_again(alice_client)
    page = erase(alice_client, "oui")
    assert "Tapez le mot EFFACER" in text_of(page)
    assert 'value="oui"' in page.content.decode()
    assert User.objects.exists()
    assert not notes.erased


def test_erasing_leaves_nothing_of_the_person(
    alice_client: Client, alice: User, notes: Notes
) -> None:
    boss = make_user("boss@example.org", "La patronne", is_staff=True)
    entry = LogEntry.objects.create(
        user=boss,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(alice.pk),
        object_repr="Alice Lefèvre-Nuñez",
        action_flag=CHANGE,
        change_message="Alice",
    )
    add_totp(alice)
    set_consent(alice, Consent.Purpose.NEWS, agrees=True, now=timezone.now())
    phone = Client()
    sign_in(phone, alice)  # asks the second step: no session of hers yet
    pk = alice.pk
    prove_again(alice_client)
    page = erase(alice_client)
    assert "Votre compte et vos données sont effacés." in text_of(page)
    assert "_auth_user_id" not in alice_client.session
    assert [erased for erased, _now in notes.erased] == [pk]
    assert list(User.objects.all()) == [boss]
    for model in (Authenticator, Consent, UserSession):
        assert not model.objects.exists()
    assert not EmailAddress.objects.filter(email="alice@example.org").exists()
    entry.refresh_from_db()
    assert "Alice" not in entry.object_repr + entry.change_message
    for session in Session.objects.all():
        assert session.get_decoded().get("_auth_user_id") != str(pk)


def test_a_package_that_fails_undoes_everything(
    alice: User, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(notes, "erase", fail)
    with pytest.raises(RuntimeError):
        my_data.erase_user(alice, now=timezone.now())
    assert User.objects.filter(pk=alice.pk).exists()
    assert EmailAddress.objects.filter(user=alice).exists()


def test_nobody_sees_the_data_of_another(alice_client: Client, notes: Notes) -> None:
    make_user("omar@example.org", "Omar Haddad")
    text = alice_client.get(reverse("my_data_export")).content.decode()
    assert "omar" not in text.lower()
