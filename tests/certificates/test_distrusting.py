"""A key that is no longer safe."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from certificates.checking import Answer, check_file
from certificates.credentials.models import StatusList
from certificates.distrusting import distrust_keys
from certificates.keys.models import SigningKey
from certificates.models import Award
from certificates.storing import read
from certificates.withdrawing import sign_status_list
from courses.jobs.models import JobState

pytestmark = pytest.mark.django_db


def test_distrust_signs_the_lists_again_and_forgets_no_document(
    issued: Award, now: datetime
) -> None:
    sign_status_list(StatusList.objects.get().uuid, now=now)
    assert distrust_keys(SigningKey.objects.all(), now=now) == 2
    assert StatusList.objects.get().state == JobState.PENDING
    assert check_file(read(issued.file)).answer == Answer.EXACT
    # Once is enough, and the first date is the one that counts.
    assert distrust_keys(SigningKey.objects.all(), now=now) == 0


def test_an_administrator_distrusts_a_key(issued: Award, adele: Any, signed_in: Any) -> None:
    seal = SigningKey.objects.get(use=SigningKey.Use.SEAL)
    url = reverse("admin:certificates_signingkey_changelist")
    page = signed_in(adele).get(url).content.decode()
    assert seal.short_id in page
    signed_in(adele).post(url, {"action": "distrust", "_selected_action": [seal.pk]})
    seal.refresh_from_db()
    assert seal.compromised_at is not None
    assert SigningKey.objects.trusted().count() == 1
