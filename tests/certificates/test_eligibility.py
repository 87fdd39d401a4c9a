"""What is missing, for everybody, from one function."""

from datetime import datetime
from typing import Any

import pytest

from certificates.eligibility import missing
from certificates.granting import grant
from certificates.kinds.followed import Followed
from certificates.models import Award
from courses.enrolment.models import Enrolment
from courses.learning.models import Completion
from tests.learners import complete_course

pytestmark = pytest.mark.django_db


def test_missing_lists_every_lesson_then_nothing(enrolment: Enrolment, now: datetime) -> None:
    assert len(missing(Followed(), [enrolment], now)[enrolment.pk]) == 19
    complete_course(enrolment, now=now)
    assert missing(Followed(), [enrolment], now)[enrolment.pk] == []


@pytest.mark.parametrize("name", ["", "李小龍"])
def test_missing_asks_for_a_name_that_can_be_drawn(
    enrolment: Enrolment, alice: Any, now: datetime, name: str
) -> None:
    alice.certificate_name = name
    alice.save()
    enrolment.refresh_from_db()
    complete_course(enrolment, now=now)
    sentences = missing(Followed(), [enrolment], now)[enrolment.pk]
    assert len(sentences) == 1
    # Nothing missing if and only if an award can be granted.
    assert grant(Completion.objects.get(), now=now) == []
    assert not Award.objects.exists()
