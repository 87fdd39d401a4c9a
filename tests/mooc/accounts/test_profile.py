from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from mooc.accounts.consents import has_consented
from mooc.accounts.models import Consent, User
from tests.mooc.accounts.people import sign_in, text_of

VALID = {"certificate_name": "Alice Lefèvre-Nuñez", "language": "fr", "time_zone": "Europe/Paris"}


def save(client: Client, **changes: str) -> Any:
    return client.post(reverse("profile"), VALID | changes, follow=True)


def test_the_profile_is_saved(alice_client: Client, alice: User) -> None:
    page = save(alice_client, certificate_name="Alice  Été", time_zone="Indian/Reunion", news="on")
    alice.refresh_from_db()
    assert (alice.certificate_name, alice.time_zone) == ("Alice Été", "Indian/Reunion")
    assert has_consented(alice, Consent.Purpose.NEWS)
    assert "Votre profil est enregistré." in text_of(page)


def test_consent_is_withdrawn_as_it_was_given(alice_client: Client, alice: User) -> None:
    save(alice_client, news="on")
    assert "checked" in alice_client.get(reverse("profile")).content.decode()
    save(alice_client)
    assert not has_consented(alice, Consent.Purpose.NEWS)
    assert alice.consents.get().withdrawn_at


def test_bad_values_are_kept_and_explained_beside_the_field(
    alice_client: Client, alice: User
) -> None:
    page = save(alice_client, certificate_name="99 99", time_zone="Mars/Olympus", language="xx")
    html = page.content.decode()
    assert 'value="99 99"' in html
    assert 'aria-invalid="true"' in html
    described = 'aria-describedby="id_certificate_name_helptext id_certificate_name_error"'
    assert described in html
    assert 'id="id_certificate_name_error"' in html
    assert 'href="#id_certificate_name"' in html
    for sentence in (
        "Un nom contient au moins une lettre.",
        "Choisissez un fuseau horaire dans la liste.",
        "Choisissez une langue dans la liste.",
    ):
        assert sentence in text_of(page)
    alice.refresh_from_db()
    assert alice.certificate_name == "Alice Lefèvre-Nuñez"
    # The header still shows who one is, not what was refused.
    assert "99 99" not in text_of(page)


def test_the_new_language_answers_at_once(alice_client: Client) -> None:
    page = save(alice_client, language="en")
    assert "Your profile has been saved." in text_of(page)
    assert page["Content-Language"] == "en"
    assert '<html lang="en"' in page.content.decode()


def test_nobody_edits_without_signing_in(client: Client, db: None) -> None:
    answer = client.get(reverse("profile"))
    assert answer["Location"].startswith(reverse("account_login"))


def test_everyone_follows_their_own_language_and_time(
    client: Client, alice: User, omar: User
) -> None:
    omar.language, omar.time_zone = "en", "Pacific/Noumea"
    omar.save()
    User.objects.update(date_joined=datetime(2026, 1, 1, 20, 0, tzinfo=UTC))
    sign_in(client, omar)
    theirs = client.get(reverse("my_data"))
    assert theirs["Content-Language"] == "en"
    assert "2 January 2026 at 7:00" in text_of(theirs)
    other = Client()
    sign_in(other, alice)
    hers = other.get(reverse("my_data"))
    assert hers["Content-Language"] == "fr"
    assert "1er janvier 2026 à 21 h 00" in text_of(hers)


def test_visitors_read_french_whatever_their_browser(
    client: Client, db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = client.get(reverse("privacy"), headers={"accept-language": "en"})
    assert page["Content-Language"] == "fr"
    assert '<html lang="fr"' in page.content.decode()
