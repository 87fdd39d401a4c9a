"""A correction: asked by the holder, decided once by somebody else."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from certificates.cohorts import waiting_requests
from certificates.correcting import ask_correction, decide_correction
from certificates.issuing import issue_award
from certificates.models import Award, CorrectionRequest
from certificates.replacing import replace_award
from certificates.revoking import revoke_award
from courses.messaging.models import Mail

pytestmark = pytest.mark.django_db

NAME = "Alice Lefèvre-Núñez"


@pytest.fixture
def asked(issued: Award, now: datetime) -> CorrectionRequest:
    return ask_correction(issued, name=NAME, language="fr", message="Un accent manque", now=now)


def _decide(asked: CorrectionRequest, by: Any, now: datetime, **more: Any) -> Award | None:
    return decide_correction(asked, by=by, now=now, **{"is_accepted": True, "answer": "", **more})


def test_ask_twice_is_one_request(issued: Award, asked: CorrectionRequest, now: datetime) -> None:
    again = ask_correction(issued, name="Autre", language="fr", message="Encore", now=now)
    assert again == asked
    assert CorrectionRequest.objects.count() == 1


def test_ask_for_what_it_says_already_is_refused(issued: Award, now: datetime) -> None:
    with pytest.raises(ValidationError, match="déjà ce que dit"):
        ask_correction(issued, name=issued.claims["name"], language="fr", message="Rien", now=now)


def test_ask_about_a_pending_or_withdrawn_one_is_refused(
    pending: Award, tarik: Any, now: datetime
) -> None:
    with pytest.raises(ValidationError):
        ask_correction(pending, name=NAME, language="fr", message="Nom", now=now)
    issued = issue_award(pending.uuid, now=now)
    assert issued is not None
    revoke_award(issued, by=tarik, reason="error", because="Erreur", now=now)
    issued.refresh_from_db()
    with pytest.raises(ValidationError):
        ask_correction(issued, name=NAME, language="fr", message="Nom", now=now)


def test_accept_replaces_with_what_was_asked(
    asked: CorrectionRequest, issued: Award, tarik: Any, now: datetime
) -> None:
    new = _decide(asked, tarik, now)
    assert new is not None
    made = issue_award(new.uuid, now=now)
    assert made is not None
    assert made.claims["name"] == NAME
    issued.refresh_from_db()
    assert (issued.replaced_by, issued.replaced_because) == (new, "Un accent manque")
    asked.refresh_from_db()
    assert (asked.award, asked.decided_by, asked.is_accepted) == (issued, tarik, True)
    assert issued.number in Mail.objects.get(key=f"award-issued:{new.uuid}").body


def test_accept_another_language_words_it_in_that_language(
    issued: Award, tarik: Any, now: datetime
) -> None:
    name = issued.claims["name"]
    asked = ask_correction(issued, name=name, language="en", message="For abroad", now=now)
    new = _decide(asked, tarik, now)
    assert new is not None
    made = issue_award(new.uuid, now=now)
    assert made is not None
    assert made.claims["title"] == "Certificate of attendance"
    assert (
        Mail.objects.get(key=f"award-issued:{new.uuid}").subject == "Your new certificate is ready"
    )


def test_refuse_needs_an_answer_and_sends_it(
    asked: CorrectionRequest, issued: Award, alice: Any, tarik: Any, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="pourquoi"):
        _decide(asked, tarik, now, is_accepted=False, answer="  ")
    assert _decide(asked, tarik, now, is_accepted=False, answer="C’est déjà ainsi.") is None
    mail = Mail.objects.get(key=f"correction-refused:{asked.uuid}")
    assert mail.person == alice
    assert "C’est déjà ainsi." in mail.body
    assert issued.number in mail.body
    issued.refresh_from_db()
    assert not issued.is_withdrawn


@pytest.mark.parametrize("is_accepted", [True, False])
def test_decide_twice_is_refused(
    asked: CorrectionRequest, tarik: Any, adele: Any, now: datetime, is_accepted: bool
) -> None:
    _decide(asked, tarik, now, is_accepted=is_accepted, answer="Voilà")
    with pytest.raises(ValidationError, match="déjà répondu"):
        _decide(asked, adele, now, answer="Autre")
    asked.refresh_from_db()
    assert asked.decided_by == tarik
    assert Award.objects.count() == (2 if is_accepted else 1)


def test_the_holder_alone_cannot_decide_whatever_their_role(
    asked: CorrectionRequest, alice: Any, now: datetime
) -> None:
    for is_staff in (False, True):
        alice.is_staff = is_staff
        alice.save()
        with pytest.raises(ValidationError, match="quelqu’un d’autre"):
            _decide(asked, alice, now)
        assert list(waiting_requests(alice)) == []
    assert Award.objects.count() == 1


@pytest.mark.parametrize("who", ["omar", "mina", "axel"])
def test_decide_by_who_may_not_is_denied(
    request: pytest.FixtureRequest, asked: CorrectionRequest, now: datetime, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        _decide(asked, request.getfixturevalue(who), now)
    asked.refresh_from_db()
    assert asked.decided_at is None


def test_a_request_follows_the_document_that_replaces_its_own(
    asked: CorrectionRequest, issued: Award, tarik: Any, now: datetime
) -> None:
    new = replace_award(issued, by=tarik, because="Logo", now=now)
    asked.refresh_from_db()
    assert asked.award == new
    # Nothing is decided while the new one is being made.
    with pytest.raises(ValidationError, match="encore en préparation"):
        _decide(asked, tarik, now)
    asked.refresh_from_db()
    assert asked.decided_at is None
    issue_award(new.uuid, now=now)
    third = _decide(asked, tarik, now)
    assert third is not None
    assert third.corrected_name == NAME


def test_a_request_about_a_revoked_one_can_only_be_refused(
    asked: CorrectionRequest, issued: Award, tarik: Any, now: datetime
) -> None:
    revoke_award(issued, by=tarik, reason="error", because="Erreur", now=now)
    with pytest.raises(ValidationError, match="n’est plus celle qui fait foi"):
        _decide(asked, tarik, now)
    _decide(asked, tarik, now, is_accepted=False, answer="Révoquée")
    asked.refresh_from_db()
    assert asked.decided_at == now


def test_refuse_while_the_new_one_is_being_made_uses_no_wording(
    asked: CorrectionRequest, issued: Award, tarik: Any, now: datetime
) -> None:
    replace_award(issued, by=tarik, because="Logo", now=now)
    asked.refresh_from_db()
    _decide(asked, tarik, now, is_accepted=False, answer="Non")
    assert Mail.objects.get(key=f"correction-refused:{asked.uuid}").body.startswith("Bonjour")
