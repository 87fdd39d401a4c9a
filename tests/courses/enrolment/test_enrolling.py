"""Enrolling once, leaving, coming back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol, leave, standing_cohort
from courses.enrolment.models import Cohort, Enrolment, Organisation
from tests.courses.small import LESSON_UN, NOW, Folder

LATER = NOW + timedelta(days=1)


def test_enrol_pins_the_version_of_the_day(follower: Enrolment, small: Course) -> None:
    assert follower.required_version == small.current
    assert follower.enrolled_at == NOW
    assert follower.cohort == standing_cohort(small)


def test_enrol_twice_is_one(follower: Enrolment, small: Course, alice: Any) -> None:
    again = enrol(small, by=alice, now=LATER)
    assert again == follower
    assert again.enrolled_at == NOW
    assert Enrolment.objects.filter(person=alice).count() == 1


def test_enrol_twice_keeps_the_version_first_required(
    follower: Enrolment, small: Course, alice: Any, folder: Folder
) -> None:
    first = small.current
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    again = enrol(folder.load(LATER), by=alice, now=LATER)
    assert again.required_version == first


def test_enrol_in_two_courses_makes_two(follower: Enrolment, course: Course, alice: Any) -> None:
    enrol(course, by=alice, now=NOW)
    assert Enrolment.objects.open().filter(person=alice).count() == 2


def test_two_people_share_the_standing_cohort(
    follower: Enrolment, small: Course, omar: Any
) -> None:
    assert enrol(small, by=omar, now=NOW).cohort == follower.cohort


def test_enrol_refuses_a_withdrawn_course(small: Course, alice: Any) -> None:
    small.withdrawn_at = NOW
    with pytest.raises(ValidationError):
        enrol(small, by=alice, now=LATER)
    assert not Enrolment.objects.filter(person=alice).exists()


def test_enrol_refuses_a_course_never_published(db: None, folder: Folder, alice: Any) -> None:
    draft = folder.load(publish=False)
    with pytest.raises(ValidationError):
        enrol(draft, by=alice, now=NOW)
    assert not Cohort.objects.filter(course=draft).exists()


def test_leave_ends_an_enrolment_once(follower: Enrolment) -> None:
    leave(follower, now=LATER)
    leave(follower, now=LATER + timedelta(days=1))
    follower.refresh_from_db()
    assert follower.ended_at == LATER
    assert not Enrolment.objects.open().exists()


def test_enrol_after_leaving_is_a_new_place(follower: Enrolment, small: Course, alice: Any) -> None:
    leave(follower, now=LATER)
    again = enrol(small, by=alice, now=LATER)
    assert again != follower
    assert again.ended_at is None
    assert Enrolment.objects.filter(person=alice).count() == 2


def test_the_database_keeps_one_open_enrolment(follower: Enrolment) -> None:
    follower.pk = None
    follower.uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
    with pytest.raises(IntegrityError), transaction.atomic():
        follower.save(force_insert=True)
    follower.ended_at = LATER
    follower.save(force_insert=True)


def test_the_database_keeps_one_standing_cohort(small: Course) -> None:
    standing_cohort(small)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.create(course=small, is_standing=True, name="autre")
    Cohort.objects.create(course=small, name="autre")


def test_the_database_refuses_a_cohort_that_ends_before_it_starts(small: Course) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.create(course=small, name="x", starts_on="2026-03-02", ends_on="2026-03-01")
    Cohort.objects.create(course=small, name="x", starts_on="2026-03-02", ends_on="2026-03-02")
    Cohort.objects.create(course=small, name="x", starts_on="2026-03-02")


def test_the_name_of_an_organisation_is_taken_once(db: None) -> None:
    Organisation.objects.create(name="Une mairie")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="Une mairie")


def test_erasing_a_person_keeps_their_enrolment(follower: Enrolment, alice: Any) -> None:
    alice.delete()
    follower.refresh_from_db()
    assert follower.person is None
