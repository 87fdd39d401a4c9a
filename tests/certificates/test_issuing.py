"""Issuing: exactly once, and never half."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from certificates import issuing
from certificates.issuing import issue_award
from certificates.making import make_document
from certificates.models import Award
from certificates.papers import choosing, drawing
from certificates.storing import document_storage, read, store
from courses.jobs.models import LEASE, MAX_ATTEMPTS
from courses.messaging.models import Mail

pytestmark = pytest.mark.django_db


def test_issue_stores_the_bytes_and_their_hash(issued: Award) -> None:
    pdf = read(issued.file)
    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256
    assert issued.claims["name"] == "Alice Lefèvre-Nuñez"
    assert "19 leçons" in issued.claims["statement"]
    assert Mail.objects.get().key == f"award-issued:{issued.uuid}"


def test_issue_twice_changes_nothing(issued: Award, now: datetime) -> None:
    before = Award.objects.filter(pk=issued.pk).values().get()
    assert issue_award(issued.uuid, now=now + timedelta(hours=1)) is None
    assert Award.objects.filter(pk=issued.pk).values().get() == before
    assert Mail.objects.count() == 1


def test_issue_of_an_unknown_award_does_nothing(db: None, now: datetime) -> None:
    assert issue_award("00000000-0000-0000-0000-000000000000", now=now) is None


def test_issue_is_held_by_one_worker_until_its_lease_ends(pending: Award, now: datetime) -> None:
    assert Award.objects.claim(pending.uuid, now) is not None
    assert issue_award(pending.uuid, now=now + LEASE / 2) is None
    # That worker was killed: the lease ends, another takes over.
    assert issue_award(pending.uuid, now=now + LEASE + timedelta(seconds=1)) is not None


def test_issue_by_a_worker_that_lost_its_claim_marks_nothing(pending: Award, now: datetime) -> None:
    slow = Award.objects.claim(pending.uuid, now)
    later = now + LEASE + timedelta(seconds=1)
    assert issue_award(pending.uuid, now=later) is not None
    first = Award.objects.get()
    assert (
        issuing._mark_issued(slow, {"name": "autre", "expires_on": ""}, "x.pdf", "0" * 64, later)
        is None
    )
    again = Award.objects.get()
    assert (again.claims, again.sha256) == (first.claims, first.sha256)


def test_issued_wording_and_bytes_survive_a_new_name(
    issued: Award, alice: Any, now: datetime
) -> None:
    alice.certificate_name = "Alice Durand"
    alice.save()
    issue_award(issued.uuid, now=now)
    issued.refresh_from_db()
    assert issued.claims["name"] == "Alice Lefèvre-Nuñez"
    assert hashlib.sha256(read(issued.file)).hexdigest() == issued.sha256


@pytest.mark.parametrize("change", [{"claims": {"name": "x"}}, {"sha256": "0" * 64}, {"file": "x"}])
def test_the_database_refuses_to_change_what_is_issued(
    issued: Award, change: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=issued.pk).update(**change)


def test_the_database_refuses_an_issued_award_without_bytes(pending: Award) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=pending.pk).update(state=Award.State.ISSUED)


def test_issue_with_a_full_disk_leaves_no_half_made_award(
    pending: Award, now: datetime, storage: Path
) -> None:
    # A file where the folder should be: nothing can be written.
    storage.mkdir(parents=True)
    (storage / "certificates").write_text("")
    assert issue_award(pending.uuid, now=now) is None
    pending.refresh_from_db()
    assert pending.state == Award.State.PENDING
    assert pending.cause
    assert (pending.sha256, pending.issued_at) == ("", None)
    assert not Mail.objects.exists()
    # The disk has room again: the next try succeeds.
    (storage / "certificates").unlink()
    assert issue_award(pending.uuid, now=pending.due_at) is not None


def test_store_replaces_half_a_file_left_by_a_full_disk(db: None, storage: Path) -> None:
    pdf = b"%PDF-1.7 whole"
    name, _sha256 = store(pdf)
    (storage / name).write_bytes(pdf[:4])
    assert store(pdf)[0] == name
    assert read(name) == pdf


def test_store_twice_keeps_one_file(db: None) -> None:
    assert store(b"%PDF-same") == store(b"%PDF-same")
    folder = store(b"%PDF-same")[0].rsplit("/", 1)[0]
    assert len(document_storage().listdir(folder)[1]) == 1


def test_issue_without_any_font_waits_and_breaks_no_page(
    pending: Award,
    alice: Any,
    now: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    signed_in: Any,
) -> None:
    monkeypatch.setattr(drawing, "FONTS", tmp_path)
    monkeypatch.setattr(choosing, "FOLDER", tmp_path)
    assert issue_award(pending.uuid, now=now) is None
    pending.refresh_from_db()
    assert (pending.state, bool(pending.cause)) == (Award.State.PENDING, True)
    assert signed_in(alice).get(reverse("courses:learning:home")).status_code == 200


def test_a_worker_that_lost_its_award_leaves_no_file(
    pending: Award, now: datetime, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "_mark_issued", lambda *_args: None)
    assert issue_award(pending.uuid, now=now) is None
    assert not list(storage.rglob("*.pdf"))


def test_issue_gives_up_after_many_tries_and_says_failed(
    pending: Award, now: datetime, storage: Path
) -> None:
    storage.mkdir(parents=True)
    (storage / "certificates").write_text("")
    delays = []
    for _try in range(MAX_ATTEMPTS):
        issue_award(pending.uuid, now=now)
        pending.refresh_from_db()
        delays.append(pending.due_at - now)
        now = pending.due_at
    assert pending.state == Award.State.FAILED
    assert delays == sorted(delays)
    assert issue_award(pending.uuid, now=now + timedelta(days=1)) is None


def test_issue_for_a_name_taken_away_meanwhile_is_blocked(
    pending: Award, alice: Any, now: datetime
) -> None:
    alice.certificate_name = ""
    alice.save()
    assert issue_award(pending.uuid, now=now) is None
    pending.refresh_from_db()
    assert pending.state == Award.State.BLOCKED
    assert pending.cause


def test_issuing_does_not_hold_the_database_while_it_draws(
    pending: Award, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth: list[int] = []

    def spy(award: Award, *, now: datetime) -> Any:
        depth.append(len(connection.savepoint_ids))
        return make_document(award, now=now)

    monkeypatch.setattr(issuing, "make_document", spy)
    outside = len(connection.savepoint_ids)
    issue_award(pending.uuid, now=now)
    assert depth == [outside]
