"""The status list: places drawn by chance, and no withdrawal lost."""

import base64
import gzip
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from certificates import withdrawing
from certificates.credentials import status
from certificates.credentials.models import LIST_SIZE, StatusList
from certificates.credentials.status import draw_index, open_list, sign_again, signed_list
from certificates.issuing import issue_award
from certificates.models import Award
from certificates.replacing import replace_award
from certificates.revoking import revoke_award
from certificates.withdrawing import sign_status_list
from courses.jobs.models import JobState

pytestmark = pytest.mark.django_db


def _bits(credential: str) -> set[int]:
    """The places that a list says are withdrawn."""
    encoded = json.loads(credential)["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    raw = gzip.decompress(packed)
    assert len(raw) * 8 == LIST_SIZE == 131_072
    return {
        at * 8 + bit
        for at, byte in enumerate(raw)
        if byte
        for bit in range(8)
        if byte & 0x80 >> bit
    }


def _revoke(award: Award, by: Any, now: datetime) -> None:
    reason, because = Award.Reason.ERROR, "Erreur."
    revoke_award(award, by=by, reason=reason, because=because, now=now)


@pytest.mark.parametrize(
    "withdrawn", [set(), {0}, {7, 8}, {LIST_SIZE - 1}, {0, 1, 4095, 65_536, LIST_SIZE - 1}]
)
def test_a_list_has_as_many_bits_as_the_standard_asks(withdrawn: set[int], now: datetime) -> None:
    assert _bits(signed_list(StatusList(number=1), withdrawn, now=now)) == withdrawn


def test_places_are_drawn_by_chance() -> None:
    drawn = [draw_index() for _time in range(400)]
    assert all(0 <= place < LIST_SIZE for place in drawn)
    assert len(set(drawn)) > 380
    # A sequence would tell who came first, and how many there are.
    assert drawn != sorted(drawn)
    assert min(drawn) < LIST_SIZE // 10
    assert max(drawn) > LIST_SIZE - LIST_SIZE // 10


def test_an_award_has_a_place_in_the_open_list(pending: Award, now: datetime) -> None:
    assert pending.status_list == open_list(now)
    assert 0 <= pending.status_index < LIST_SIZE


def test_a_full_list_gives_way_to_the_next(
    pending: Award, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_list(now).number == 1
    monkeypatch.setattr(status, "FULL", 1)
    following = open_list(now)
    assert following.number == 2
    assert open_list(now) == following
    # It waits for a worker, which signs it before anybody asks.
    assert following.state == JobState.PENDING
    assert sign_status_list(following.uuid, now=now)


def test_a_list_is_served_once_signed(pending: Award, now: datetime, client: Client) -> None:
    path = f"/attestations/statuts/{pending.status_list.number}/"
    assert client.get(path).status_code == 404
    assert sign_status_list(pending.status_list.uuid, now=now)
    served = client.get(path)
    assert _bits(served.content.decode()) == set()
    assert served["Access-Control-Allow-Origin"] == "*"
    assert not served.cookies


def test_a_list_signed_waits_for_nothing(pending: Award, now: datetime) -> None:
    assert sign_status_list(pending.status_list.uuid, now=now)
    assert not sign_status_list(pending.status_list.uuid, now=now)


def test_a_revoked_award_is_in_the_next_list(issued: Award, adele: Any, now: datetime) -> None:
    sign_status_list(issued.status_list.uuid, now=now)
    _revoke(issued, adele, now)
    assert sign_status_list(issued.status_list.uuid, now=now)
    assert _bits(StatusList.objects.get().credential) == {issued.status_index}


def test_a_replaced_award_is_in_the_next_list(issued: Award, adele: Any, now: datetime) -> None:
    new = replace_award(issued, by=adele, because="Orthographe.", name="Alice Durand", now=now)
    assert issue_award(new.uuid, now=now) is not None
    sign_status_list(issued.status_list.uuid, now=now)
    assert _bits(StatusList.objects.get().credential) == {issued.status_index}


def test_a_withdrawal_while_a_worker_signs_is_not_lost(
    issued: Award, adele: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has read who is withdrawn; one more is, before it writes what it signed."""

    def slow(status_list: StatusList, withdrawn: Iterable[int], *, now: datetime) -> str:
        signed = signed_list(status_list, withdrawn, now=now)
        _revoke(issued, adele, now)
        return signed

    with monkeypatch.context() as patch:
        patch.setattr(withdrawing, "signed_list", slow)
        assert not sign_status_list(issued.status_list.uuid, now=now)
    waiting = StatusList.objects.get()
    assert waiting.state == JobState.PENDING
    assert waiting.due_at <= now
    assert sign_status_list(waiting.uuid, now=now)
    assert _bits(StatusList.objects.get().credential) == {issued.status_index}


def test_sign_again_puts_back_even_what_had_failed(pending: Award, now: datetime) -> None:
    StatusList.objects.update(state=JobState.FAILED, attempts=8, cause="panne")
    sign_again(pending.status_list, now=now)
    assert sign_status_list(pending.status_list.uuid, now=now)


def test_sign_again_of_a_document_without_credential_does_nothing(now: datetime) -> None:
    sign_again(None, now=now)
    assert not StatusList.objects.exists()


def test_a_list_that_cannot_be_signed_waits_with_its_cause(
    pending: Award, now: datetime, settings: Any, tmp_path: Any
) -> None:
    settings.CERTIFICATES_KEYS = str(tmp_path / "none")
    assert not sign_status_list(pending.status_list.uuid, now=now)
    waiting = StatusList.objects.get()
    assert (waiting.state, waiting.credential) == (JobState.PENDING, "")
    assert "credential-key.pem" in waiting.cause
