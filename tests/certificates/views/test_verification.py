"""Verification, state and download: from every role, refusals included."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.models import Award
from certificates.revoking import revoke_award

pytestmark = pytest.mark.django_db


def test_verification_of_a_valid_award_shows_every_printed_claim(issued: Award) -> None:
    page = Client().get(issued.get_absolute_url())
    said = page.content.decode()
    assert page.status_code == 200
    assert "verdict--valid" in said
    for claim in ("name", "course", "title", "statement", "when", "issued", "mention"):
        assert str(issued.claims[claim]) in said
    for claim in ("issuer_line", "signatory", "number_line", "seal"):
        assert str(issued.claims[claim]) in said
    for fact in (issued.number, issued.shown_code, issued.sha256):
        assert fact in said
    assert "alice@example.org" not in said
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies


def test_verification_forgives_how_a_code_is_typed(issued: Award) -> None:
    typed = issued.shown_code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    answer = Client().get(reverse("certificates:verify"), {"code": typed})
    assert answer["Location"] == issued.get_absolute_url()


@pytest.mark.parametrize("code", ["0" * 26, "abc", "x" * 300, "é", "'; drop", "0" * 25])
def test_verification_of_unknown_and_malformed_codes_look_alike(db: None, code: str) -> None:
    page = Client().get(reverse("certificates:verification", args=[code]))
    assert page.status_code == 404
    assert "verdict--unknown" in page.content.decode()


def test_verification_of_a_pending_award_is_unknown(pending: Award) -> None:
    assert Client().get(pending.get_absolute_url()).status_code == 404


def test_verification_of_a_revoked_award_says_when_and_why(
    issued: Award, adele: Any, now: datetime
) -> None:
    revoke_award(issued, by=adele, reason="error", because="Inscription en double", now=now)
    page = Client().get(issued.get_absolute_url())
    assert page.status_code == 200
    said = page.content.decode()
    assert "verdict--revoked" in said
    # Its nature is public; the words written for the holder are not.
    assert "délivrée par erreur" in said
    assert "Inscription en double" not in said


def test_verification_of_a_replaced_award_says_so(issued: Award, now: datetime) -> None:
    Award.objects.filter(pk=issued.pk).update(replaced_at=now)
    assert "verdict--replaced" in Client().get(issued.get_absolute_url()).content.decode()


@pytest.mark.parametrize("code", ["", "123", "U" * 26])
def test_verify_with_a_wrong_code_says_why_and_keeps_it(db: None, code: str) -> None:
    page = Client().get(reverse("certificates:verify"), {"code": code})
    assert page.status_code == 422
    said = page.content.decode()
    assert f'value="{code}"' in said or not code
    assert 'aria-invalid="true"' in said


def test_award_pages_belong_to_their_learner_alone(
    issued: Award, alice: Any, omar: Any, tarik: Any, mina: Any, adele: Any, signed_in: Any
) -> None:
    for name, refused in (("certificates:download", 302), ("certificates:state", 401)):
        url = reverse(name, args=[issued.uuid])
        assert Client().get(url).status_code == refused
        answer = signed_in(alice).get(url)
        assert answer.status_code == 200
        list(answer)
        for other in (omar, tarik, mina, adele):
            assert signed_in(other).get(url).status_code == 404
        assert signed_in(alice).post(url).status_code == 405


def test_download_of_a_pending_award_is_not_found(
    pending: Award, alice: Any, signed_in: Any
) -> None:
    url = reverse("certificates:download", args=[pending.uuid])
    assert signed_in(alice).get(url).status_code == 404


def test_state_asks_again_until_the_award_is_issued(
    pending: Award, alice: Any, signed_in: Any
) -> None:
    from certificates.issuing import issue_award

    url = reverse("certificates:state", args=[pending.uuid])
    browser = signed_in(alice)
    assert "hx-trigger" in browser.get(url).content.decode()
    issue_award(pending.uuid, now=timezone.now())
    said = browser.get(url).content.decode()
    assert "hx-trigger" not in said
    assert reverse("certificates:download", args=[pending.uuid]) in said


def test_verification_reads_awards_in_one_query(
    issued: Award, django_assert_max_num_queries: Any
) -> None:
    browser = Client()
    with django_assert_max_num_queries(8) as asked:  # the counter of checks is in the cache
        browser.get(issued.get_absolute_url())
    assert sum("certificates_award" in one["sql"] for one in asked.captured_queries) == 1


def test_the_path_shows_awards_in_as_many_queries_for_one_as_for_three(
    alice: Any, issued: Award, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(alice)
    browser.get(reverse("courses:learning:home"))
    with django_assert_max_num_queries(14) as one:
        browser.get(reverse("courses:learning:home"))
    for index in range(2):
        award = Award.objects.get(pk=issued.pk)
        award.pk, award.uuid = None, f"00000000-0000-0000-0000-00000000000{index}"
        award.code, award.number = str(index) * 26, f"2026-0000-000{index}"
        award.status_index = index
        award.revoked_at = timezone.now()
        award.save()
    with django_assert_max_num_queries(len(one)):
        browser.get(reverse("courses:learning:home"))


def test_an_administrator_revokes_with_a_reason(issued: Award, adele: Any, signed_in: Any) -> None:
    browser = signed_in(adele)
    url = reverse("admin:certificates_award_changelist")
    data = {"action": "revoke", "_selected_action": [issued.pk], "nature": "error", "reason": ""}
    browser.post(url, data)
    issued.refresh_from_db()
    assert issued.revoked_at is None
    browser.post(url, {**data, "reason": "Inscription en double"})
    issued.refresh_from_db()
    assert issued.revoked_because == "Inscription en double"
    assert issued.revoked_by == adele


def test_a_revoked_award_is_downloaded_no_more(
    issued: Award, alice: Any, adele: Any, signed_in: Any, now: datetime
) -> None:
    revoke_award(issued, by=adele, reason="error", because="Fraude", now=now)
    url = reverse("certificates:download", args=[issued.uuid])
    assert signed_in(alice).get(url).status_code == 404


def test_the_state_asked_by_htmx_once_signed_out_stops_asking(pending: Award) -> None:
    url = reverse("certificates:state", args=[pending.uuid])
    assert Client().get(url, headers={"HX-Request": "true"}).status_code == 286
    assert Client().get(url).status_code == 401
