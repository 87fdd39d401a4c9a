"""Answering requests, replacing, revoking: from every role, refusals included."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.correcting import ask_correction, decide_correction
from certificates.granting import grant_all
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.models import Award, CorrectionRequest
from certificates.replacing import replace_award
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort
from courses.messaging.models import Mail
from tests.certificates.people import completed

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
LIST = "/attestations/demandes/"


@pytest.fixture
def asked(issued: Award, now: datetime) -> CorrectionRequest:
    return ask_correction(
        issued, name="Alice Lefèvre-Núñez", language="en", message="Un accent manque", now=now
    )


def _url(asked: CorrectionRequest) -> str:
    return reverse("certificates:correction_request", args=[asked.uuid])


def _main(answer: Any) -> str:
    text: str = answer.content.decode()
    return text[text.index("<main") :]


@pytest.mark.parametrize("who", ["axel", "mina", "alice", "omar"])
def test_requests_are_unknown_to_who_may_not(
    request: pytest.FixtureRequest, asked: CorrectionRequest, signed_in: SignIn, who: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(LIST).status_code == 404
    assert browser.get(_url(asked)).status_code == 404
    assert browser.post(_url(asked), {"decision": "accept"}).status_code == 404
    asked.refresh_from_db()
    assert asked.decided_at is None


def test_requests_ask_to_sign_in(asked: CorrectionRequest) -> None:
    for url in (LIST, _url(asked)):
        assert Client().get(url)["Location"].startswith("/compte/connexion/")


def test_ones_own_request_is_not_ones_own_to_decide(
    asked: CorrectionRequest, alice: Any, signed_in: SignIn
) -> None:
    alice.is_staff = True
    alice.save()
    browser = signed_in(alice)
    assert "Aucune demande" in _main(browser.get(LIST))
    assert browser.post(_url(asked), {"decision": "accept"}).status_code == 404


@pytest.mark.parametrize("who", ["adele", "tarik", "olga"])
def test_a_request_shows_what_is_asked_beside_what_it_says(
    request: pytest.FixtureRequest, asked: CorrectionRequest, signed_in: SignIn, who: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert _url(asked) in _main(browser.get(LIST))
    page = _main(browser.get(_url(asked)))
    for words in ("Alice Lefèvre-Nuñez", "Alice Lefèvre-Núñez", "Un accent manque"):
        assert words in page


def test_accept_replaces_and_the_second_click_says_so(
    asked: CorrectionRequest, issued: Award, tarik: Any, adele: Any, signed_in: SignIn
) -> None:
    browser = signed_in(tarik)
    answer = browser.post(_url(asked), {"decision": "accept", "answer": ""}, follow=True)
    assert "Demande acceptée" in _main(answer)
    new = Award.objects.get(replaces=issued)
    assert (new.corrected_name, new.language) == ("Alice Lefèvre-Núñez", "en")

    for person in (tarik, adele):
        again = signed_in(person).post(_url(asked), {"decision": "accept"})
        assert again.status_code == 422
        assert "Quelqu’un a déjà répondu" in _main(again)
        assert "Tarik" in _main(again) or "tarik@example.org" in _main(again)
    assert Award.objects.count() == 2


def test_refuse_asks_for_an_answer_and_sends_it(
    asked: CorrectionRequest, tarik: Any, signed_in: SignIn
) -> None:
    browser = signed_in(tarik)
    assert browser.post(_url(asked), {"decision": "refuse"}).status_code == 422
    data = {"decision": "refuse", "answer": "C’est votre nom d’usage."}
    assert "Demande refusée" in _main(browser.post(_url(asked), data, follow=True))
    assert "C’est votre nom d’usage." in Mail.objects.get(key__startswith="correction").body
    page = _main(browser.get(_url(asked)))
    assert "Refusée le" in page
    assert "<form" not in page


def test_a_press_on_no_button_at_all_refuses_and_so_asks_why(
    asked: CorrectionRequest, tarik: Any, signed_in: SignIn
) -> None:
    assert signed_in(tarik).post(_url(asked), {}).status_code == 422
    asked.refresh_from_db()
    assert asked.decided_at is None


def test_a_request_whose_document_was_replaced_meanwhile_waits_for_the_new_one(
    asked: CorrectionRequest, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    new = replace_award(issued, by=tarik, because="Logo", now=now)
    browser = signed_in(tarik)
    page = _main(browser.get(_url(asked)))
    assert "encore en préparation" in page
    assert 'value="accept"' not in page
    assert browser.post(_url(asked), {"decision": "accept"}).status_code == 422
    issue_award(new.uuid, now=now)
    assert 'value="accept"' in _main(browser.get(_url(asked)))


# Replacing and revoking --------------------------------------------------------------------------


def _act(name: str, cohort: Cohort) -> str:
    return reverse(f"certificates:cohort_{name}", args=[cohort.uuid])


def test_replace_asks_first_then_replaces_each(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    awards = grant_all(completed(course, 2, now=now), kind_of("followed"), now=now)
    for award in awards:
        issue_award(award.uuid, now=now)
    browser, chosen = signed_in(tarik), [str(award.uuid) for award in awards]
    page = _main(browser.post(_act("replace", cohort), {"award": chosen}))
    assert all(f'value="{one}"' in page for one in chosen)
    assert "2 nouvelles attestations" in page
    assert not Award.objects.filter(replaced_at__isnull=False).exists()

    empty = browser.post(_act("replace", cohort), {"award": chosen, "because": " "})
    assert empty.status_code == 422

    data = {"award": chosen, "because": "Nouveau logo"}
    assert "2 attestations" in _main(browser.post(_act("replace", cohort), data, follow=True))
    former = Award.objects.filter(replaced_because="Nouveau logo", replaced_on_behalf_of=tarik)
    assert former.count() == 2
    assert Award.objects.standing().count() == 2

    again = browser.post(_act("replace", cohort), data, follow=True)
    assert "Cochez au moins une attestation" in _main(again)
    assert Award.objects.count() == 4


def test_revoke_asks_first_then_keeps_the_row(
    cohort: Cohort, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    browser, data = signed_in(tarik), {"award": str(issued.uuid)}
    assert "définitivement" in _main(browser.post(_act("revoke", cohort), data))
    for wrong in ({"because": "Erreur", "reason": ""}, {"because": "", "reason": "error"}):
        assert browser.post(_act("revoke", cohort), data | wrong).status_code == 422
    issued.refresh_from_db()
    assert not issued.is_withdrawn

    browser.post(_act("revoke", cohort), data | {"because": "Doublon", "reason": "error"})
    issued.refresh_from_db()
    assert (issued.revoked_as, issued.revoked_because) == ("error", "Doublon")
    assert issued.revoked_by == tarik
    assert issued.file
    page = _main(browser.get(reverse("certificates:cohort", args=[cohort.uuid])))
    assert f'value="{issued.enrolment.uuid}">' in page  # may be issued again, not ticked


def test_one_s_own_is_refused_and_stops_no_other(
    course: Course, cohort: Cohort, issued: Award, alice: Any, now: datetime, signed_in: SignIn
) -> None:
    alice.is_staff = True
    alice.save()
    (other,) = grant_all(completed(course, 1, now=now), kind_of("followed"), now=now)
    issue_award(other.uuid, now=now)
    data = {"award": [str(issued.uuid), str(other.uuid)], "because": "Logo"}
    page = _main(signed_in(alice).post(_act("replace", cohort), data, follow=True))
    assert "c’est quelqu’un d’autre qui décide" in page
    issued.refresh_from_db()
    other.refresh_from_db()
    assert not issued.is_withdrawn
    assert other.is_withdrawn


def test_awards_of_another_cohort_are_not_touched(
    course: Course, issued: Award, olga: Any, signed_in: SignIn, cohort: Cohort
) -> None:
    other = Cohort.objects.create(course=course, name="Printemps")
    issued.enrolment.cohort = other
    issued.enrolment.save()
    data = {"award": str(issued.uuid), "because": "Logo"}
    signed_in(olga).post(_act("replace", cohort), data)
    issued.refresh_from_db()
    assert not issued.is_withdrawn


def test_a_decided_request_shows_its_answer_to_who_looks_later(
    asked: CorrectionRequest, tarik: Any, adele: Any, now: datetime, signed_in: SignIn
) -> None:
    decide_correction(asked, by=adele, is_accepted=False, answer="Non, voyez l’état civil", now=now)
    browser = signed_in(tarik)
    assert "Aucune demande" in _main(browser.get(LIST))
    assert "voyez l’état civil" in _main(browser.get(_url(asked)))
