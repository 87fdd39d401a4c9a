import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from mooc.accounts import names, zones
from mooc.accounts.consents import has_consented, set_consent
from mooc.accounts.models import Consent, User
from mooc.accounts.person import person_of

NEWS = Consent.Purpose.NEWS


def test_create_user_keeps_one_spelling_of_the_address(db: None) -> None:
    user = User.objects.create_user("Alice.Moreau@Example.ORG", "x", certificate_name=" Alice  M ")
    assert (user.email, user.certificate_name) == ("alice.moreau@example.org", "Alice M")
    assert User.objects.get_by_natural_key("ALICE.moreau@example.org") == user


def test_create_user_without_an_address_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("", "x")


def test_two_spellings_of_an_address_are_one_account(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ALICE@example.org")])


def test_create_superuser_may_do_everything(db: None) -> None:
    boss = User.objects.create_superuser("boss@example.org", "x")
    assert boss.is_staff
    assert boss.is_superuser


def test_a_user_in_words_never_shows_the_address(alice: User) -> None:
    nameless = User.objects.create_user("secret@example.org")
    assert str(alice) == alice.get_full_name() == alice.get_short_name() == "Alice Lefèvre-Nuñez"
    assert str(nameless) == str(nameless.uuid)[:8]
    assert "@" not in repr(alice) + repr(nameless)
    assert "Alice" not in repr(alice)


@pytest.mark.parametrize(
    "name",
    ["Élodie D’Été-Œuvré", "Nguyễn Thị Ánh", "أمينة", "O'Neil Jr.", "X Æ 3", "می‌خواهم", "Ng"],
)
def test_names_of_all_countries_are_accepted(name: str) -> None:
    names.validate_name(names.tidy_name(name))


@pytest.mark.parametrize("name", ["<b>Alice</b>", "Alice\x00", "Ali\u202ece", "12 345", "--- '"])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        names.validate_name(name)


def test_tidy_name_composes_accents() -> None:
    assert names.tidy_name(" E\u0301lodie\n Ba ") == "Élodie Ba"


def test_zones_offer_the_overseas_territories_first() -> None:
    with translation.override("fr"):
        label, zones_of_france = zones.zone_choices()[0]
        names_shown = [str(name) for _zone, name in zones_of_france]
    assert label == "France"
    assert names_shown[0] == "France hexagonale (Paris)"
    assert {"La Réunion", "Mayotte", "Wallis-et-Futuna", "Saint-Pierre-et-Miquelon"} < set(
        names_shown
    )
    assert sum(name.startswith("Polynésie française") for name in names_shown) == 3


def test_every_zone_offered_is_known() -> None:
    for _group, choices in zones.zone_choices():
        assert choices
        for name, _label in choices:
            zones.validate_zone(name)
            assert zones.zone_of(name).key == name


def test_an_unknown_zone_is_refused_and_read_as_paris() -> None:
    with pytest.raises(ValidationError):
        zones.validate_zone("Europe/Atlantis")
    assert zones.zone_of("Europe/Atlantis").key == "Europe/Paris"


def test_person_of_gives_what_documents_need(alice: User) -> None:
    alice.certificate_name, alice.time_zone = "Alice  Lefèvre-Nuñez", "Indian/Reunion"
    person = person_of(alice)
    assert (person.name, person.email, person.language) == (
        "Alice Lefèvre-Nuñez",
        "alice@example.org",
        "fr",
    )
    assert person.time_zone.key == "Indian/Reunion"


def test_set_consent_adds_rows_and_closes_them(alice: User) -> None:
    for agrees in (True, True, False, False, True):
        set_consent(alice, NEWS, agrees=agrees, now=timezone.now())
    assert has_consented(alice, NEWS)
    first, second = alice.consents.all()
    assert first.withdrawn_at
    assert not second.withdrawn_at
    assert first.wording == "2026-11"


def test_only_one_consent_is_open(alice: User) -> None:
    rows = [
        Consent(user=alice, purpose=NEWS, wording="1", given_at=timezone.now()) for _ in range(2)
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.bulk_create(rows)
