"""What awards say of a person, and what erasure leaves."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from certificates.models import Award
from certificates.personal_data import AwardData
from certificates.storing import document_storage

pytestmark = pytest.mark.django_db


def test_export_holds_the_wording(issued: Award, alice: Any) -> None:
    exported = AwardData().export(alice)["awards"]
    assert [one["wording"]["name"] for one in exported] == ["Alice Lefèvre-Nuñez"]


def test_erase_takes_the_name_and_the_file_and_leaves_the_answer(
    issued: Award, alice: Any, now: datetime
) -> None:
    assert AwardData().kept(alice)
    AwardData().erase(alice, now=now)
    alice.delete()
    issued.refresh_from_db()
    assert "name" not in issued.claims
    assert issued.sha256
    assert not document_storage().listdir("certificates")[1]
    page = Client().get(issued.get_absolute_url()).content.decode()
    assert "verdict--valid" in page
    assert "Alice" not in page


def test_erase_before_issue_takes_the_award_away(pending: Award, alice: Any, now: datetime) -> None:
    AwardData().erase(alice, now=now)
    assert not Award.objects.exists()


def test_nothing_is_kept_of_who_has_no_award(omar: Any) -> None:
    assert AwardData().kept(omar) == []
    assert AwardData().export(omar) == {"awards": []}
