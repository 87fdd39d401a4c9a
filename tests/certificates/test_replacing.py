"""Replacing: a new number, a reason, an author; the date of the achievement never moves."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from certificates.issuing import issue_award
from certificates.models import Award, StatusList
from certificates.replacing import replace_award
from certificates.revoking import revoke_award
from certificates.storing import read
from certificates.withdrawing import sign_status_list
from courses.jobs.models import JobState
from courses.messaging.models import Mail

pytestmark = pytest.mark.django_db


def test_replace_makes_another_with_reason_author_and_the_same_achievement(
    issued: Award, tarik: Any, now: datetime
) -> None:
    bytes_before = read(issued.file)
    later = now + timedelta(days=90)
    new = replace_award(issued, by=tarik, because="  Nouveau logo ", now=later)
    issued.refresh_from_db()
    assert issued.replaced_by == new
    assert (issued.replaced_at, issued.replaced_because) == (later, "Nouveau logo")
    assert issued.replaced_on_behalf_of == tarik
    assert new.state == Award.State.PENDING
    assert new.granted_by == tarik
    assert new.number != issued.number
    assert new.code != issued.code
    assert new.status_index != issued.status_index
    assert (new.achieved_on, new.evidence) == (issued.achieved_on, issued.evidence)
    assert read(issued.file) == bytes_before


def test_replace_issues_the_original_date_and_tells_which_number_it_replaces(
    issued: Award, tarik: Any, now: datetime
) -> None:
    later = now + timedelta(days=90)
    new = replace_award(issued, by=tarik, because="Logo", now=later)
    made = issue_award(new.uuid, now=later)
    assert made is not None
    assert made.claims["achieved_on"] == issued.claims["achieved_on"]
    assert made.claims["when"] == issued.claims["when"]
    mail = Mail.objects.get(key=f"award-issued:{new.uuid}")
    assert mail.subject == "Votre nouvelle attestation est prête"
    assert f"porte le numéro {new.number} et remplace le numéro {issued.number}" in mail.body
    first = Mail.objects.get(key=f"award-issued:{issued.uuid}")
    assert "remplace" not in first.body


def test_replace_shows_on_the_page_of_the_former_one(
    issued: Award, tarik: Any, now: datetime
) -> None:
    new = replace_award(issued, by=tarik, because="Logo", now=now)
    issue_award(new.uuid, now=now)
    page = Client().get(issued.get_absolute_url())
    assert page.status_code == 200
    assert "verdict--replaced" in page.content.decode()
    assert new.number in page.content.decode()
    assert "verdict--valid" in Client().get(new.get_absolute_url()).content.decode()


def test_replace_has_the_status_list_signed_again(issued: Award, tarik: Any, now: datetime) -> None:
    status_list = StatusList.objects.get()
    assert sign_status_list(status_list.uuid, now=now)
    status_list.refresh_from_db()
    signed = status_list.credential
    replace_award(issued, by=tarik, because="Logo", now=now)
    status_list.refresh_from_db()
    assert status_list.state == JobState.PENDING
    assert sign_status_list(status_list.uuid, now=now)
    status_list.refresh_from_db()
    assert status_list.credential != signed
    assert list(Award.objects.withdrawn()) == [issued]


def test_replace_needs_a_reason(issued: Award, tarik: Any, now: datetime) -> None:
    with pytest.raises(ValidationError, match="pourquoi"):
        replace_award(issued, by=tarik, because="  ", now=now)


def test_replace_while_one_is_pending_is_refused(issued: Award, tarik: Any, now: datetime) -> None:
    new = replace_award(issued, by=tarik, because="Logo", now=now)
    with pytest.raises(ValidationError, match="encore en préparation"):
        replace_award(new, by=tarik, because="Encore", now=now)
    with pytest.raises(ValidationError, match="n’est plus celle qui fait foi"):
        replace_award(issued, by=tarik, because="Encore", now=now)
    assert Award.objects.count() == 2


def test_replace_of_a_revoked_one_is_refused(issued: Award, tarik: Any, now: datetime) -> None:
    revoke_award(issued, by=tarik, reason="error", because="Erreur", now=now)
    with pytest.raises(ValidationError, match="n’est plus celle qui fait foi"):
        replace_award(issued, by=tarik, because="Logo", now=now)


def test_replace_twice_in_a_row_keeps_the_chain(issued: Award, tarik: Any, now: datetime) -> None:
    second = replace_award(issued, by=tarik, because="Logo", now=now)
    issue_award(second.uuid, now=now)
    third = replace_award(second, by=tarik, because="Encore", now=now)
    second.refresh_from_db()
    issued.refresh_from_db()
    assert (issued.replaced_by, second.replaced_by) == (second, third)
    assert third.achieved_on == issued.achieved_on


def test_replace_keeps_a_name_that_was_corrected(issued: Award, tarik: Any, now: datetime) -> None:
    second = replace_award(issued, by=tarik, because="Nom", now=now, name="Alice L’Huillier")
    issue_award(second.uuid, now=now)
    third = replace_award(second, by=tarik, because="Logo", now=now)
    made = issue_award(third.uuid, now=now)
    assert made is not None
    assert made.claims["name"] == "Alice L’Huillier"


def test_replace_refuses_a_name_that_cannot_be_drawn_and_leaves_the_former_one(
    issued: Award, tarik: Any, now: datetime
) -> None:
    with pytest.raises(ValidationError):
        replace_award(issued, by=tarik, because="Nom", now=now, name="\U00013000")
    issued.refresh_from_db()
    assert issued.replaced_at is None
    assert Award.objects.count() == 1


@pytest.mark.parametrize("who", ["omar", "mina", "axel"])
def test_replace_by_who_may_not_is_denied(
    request: pytest.FixtureRequest, issued: Award, now: datetime, who: str
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        replace_award(issued, by=person, because="Logo", now=now)
    with pytest.raises(PermissionDenied):
        revoke_award(issued, by=person, reason="error", because="Erreur", now=now)


def test_the_holder_alone_neither_replaces_nor_revokes(
    issued: Award, alice: Any, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="quelqu’un d’autre"):
        replace_award(issued, by=alice, because="Logo", now=now)
    with pytest.raises(ValidationError, match="quelqu’un d’autre"):
        revoke_award(issued, by=alice, reason="request", because="Moi", now=now)


def test_replace_when_the_place_drawn_is_taken_draws_another(
    issued: Award, tarik: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = ((issued.status_index or 0) + 1) % 1000
    draws = iter([issued.status_index, issued.status_index, free])
    monkeypatch.setattr("certificates.replacing.draw_index", lambda: next(draws))
    new = replace_award(issued, by=tarik, because="Logo", now=now)
    assert new.status_index == free
