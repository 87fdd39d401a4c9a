"""Completing grants one award; what was missing is granted when it comes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates.granting import grant, grant_due
from certificates.issuing import issue_award
from certificates.models import Award
from courses.catalogue.models import CourseVersion
from courses.enrolment.models import Enrolment
from courses.learning.formats import missing
from courses.learning.models import Completion, LessonProgress
from courses.signals import person_changed
from tests.learners import complete_course

pytestmark = pytest.mark.django_db


def test_grant_on_completion_makes_one_pending_award(pending: Award) -> None:
    assert pending.state == Award.State.PENDING
    assert pending.completion is not None
    assert pending.evidence == pending.completion.evidence
    assert len(pending.code) == 26


def test_grant_twice_gives_the_same_award(pending: Award, now: datetime) -> None:
    assert pending.completion is not None
    assert grant(pending.completion, now=now) == [pending]
    assert Award.objects.count() == 1


def test_grant_dates_the_achievement_where_the_person_lives(
    alice: Any, enrolment: Enrolment
) -> None:
    alice.time_zone = "Pacific/Noumea"
    alice.save()
    enrolment.refresh_from_db()
    # Half past two in the afternoon in Paris: already the next day in Nouméa.
    complete_course(enrolment, now=datetime(2026, 11, 30, 13, 30, tzinfo=UTC))
    assert Award.objects.get().achieved_on.isoformat() == "2026-12-01"


def test_grant_waits_for_a_name(alice: Any, enrolment: Enrolment, now: datetime) -> None:
    alice.certificate_name = ""
    alice.save()
    enrolment.refresh_from_db()
    complete_course(enrolment, now=now)
    assert Completion.objects.filter(enrolment=enrolment).exists()
    assert not Award.objects.exists()

    alice.certificate_name = "Alice Lefèvre"
    alice.save()
    person_changed.send(sender=type(alice), user=alice)
    assert Award.objects.get().state == Award.State.PENDING


def test_grant_asks_only_what_the_document_needs_once_the_course_is_completed(
    alice: Any, enrolment: Enrolment, now: datetime
) -> None:
    alice.certificate_name = ""
    alice.save()
    enrolment.refresh_from_db()
    complete_course(enrolment, now=now)
    # A later version asks more, of everybody but who has completed.
    LessonProgress.objects.filter(enrolment=enrolment).delete()
    assert missing([enrolment], now)[enrolment.pk] == []
    alice.certificate_name = "Alice Lefèvre"
    alice.save()
    assert grant_due(now) == 1


def test_a_blocked_award_goes_back_to_work_with_the_name(
    pending: Award, alice: Any, now: datetime
) -> None:
    alice.certificate_name = ""
    alice.save()
    issue_award(pending.uuid, now=now)
    assert Award.objects.get().state == Award.State.BLOCKED
    alice.certificate_name = "Alice Lefèvre"
    alice.save()
    person_changed.send(sender=type(alice), user=alice)
    assert Award.objects.get().state == Award.State.PENDING


def test_grant_due_finds_what_no_signal_told(
    alice: Any, enrolment: Enrolment, now: datetime
) -> None:
    alice.certificate_name = ""
    alice.save()
    enrolment.refresh_from_db()
    complete_course(enrolment, now=now)
    assert grant_due(now) == 0
    type(alice).objects.update(certificate_name="Alice Lefèvre")
    assert grant_due(now) == 1
    assert grant_due(now) == 0


def test_grant_leaves_confirmed_courses_to_their_trainer(
    enrolment: Enrolment, now: datetime
) -> None:
    current = enrolment.course.current
    assert current is not None
    # A published version never changes: the next one is confirmed by the trainer.
    current.pk, current.number, current.published_at = None, 2, None
    current.awarding = CourseVersion.Awarding.CONFIRMED
    current.save()
    enrolment.course.current = current
    enrolment.course.save()
    complete_course(enrolment, now=now)
    assert Completion.objects.exists()
    assert grant_due(now) == 0
    assert not Award.objects.exists()


def test_the_database_refuses_a_second_standing_award(pending: Award) -> None:
    double = Award.objects.get(pk=pending.pk)
    double.pk, double.code, double.number = None, "0" * 26, "2026-0000-0000"
    double.uuid = "00000000-0000-0000-0000-000000000001"
    with pytest.raises(IntegrityError), transaction.atomic():
        double.save()
