"""Who may read the lessons without being enrolled."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.catalogue.models import Course
from courses.enrolment.access import courses_opened_to, may_preview, may_see_dependants
from courses.enrolment.enrolling import enrol, leave, standing_cohort
from courses.enrolment.models import Cohort, Role


def test_may_preview_for_its_trainer_its_mentor_and_the_staff(
    course: Course, tarik: Any, mina: Any, adele: Any
) -> None:
    assert may_preview(tarik, course)
    assert may_preview(mina, course)
    assert may_preview(adele, course)


def test_may_preview_for_nobody_else(course: Course, alice: Any, omar: Any) -> None:
    assert not may_preview(omar, course)
    assert not may_preview(alice, course)
    assert not may_preview(AnonymousUser(), course)


def test_may_preview_says_nothing_of_another_course(small: Course, tarik: Any, mina: Any) -> None:
    assert not may_preview(tarik, small)
    assert not may_preview(mina, small)


def test_a_learner_may_not_preview(follower: Any, alice: Any, small: Course) -> None:
    assert not may_preview(alice, small)


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_a_role_is_in_a_course_or_in_a_cohort(small: Course, omar: Any, kind: str) -> None:
    cohort = Cohort.objects.create(course=small, name="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=omar, kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=omar, kind=kind, course=small, cohort=cohort)
    Role.objects.create(person=omar, kind=kind, cohort=cohort)
    assert may_preview(omar, small)


@pytest.mark.parametrize("kind", [Role.Kind.MENTOR, Role.Kind.ORGANISER])
def test_mentors_and_organisers_belong_to_a_cohort(small: Course, omar: Any, kind: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=omar, kind=kind, course=small)


def test_the_same_role_is_given_once(small: Course, omar: Any) -> None:
    Role.objects.create(person=omar, kind=Role.Kind.AUTHOR, course=small)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=omar, kind=Role.Kind.AUTHOR, course=small)
    cohort = standing_cohort(small)
    Role.objects.create(person=omar, kind=Role.Kind.MENTOR, cohort=cohort)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=omar, kind=Role.Kind.MENTOR, cohort=cohort)


def test_courses_opened_to_who_is_enrolled_or_has_a_role(
    course: Course, small: Course, alice: Any, omar: Any, tarik: Any, mina: Any, adele: Any
) -> None:
    both = [course, small]
    enrolment = enrol(small, by=alice, now=timezone.now())
    assert courses_opened_to(alice, both) == {small.pk}
    assert courses_opened_to(tarik, both) == courses_opened_to(mina, both) == {course.pk}
    assert courses_opened_to(adele, both) == {course.pk, small.pk}
    assert courses_opened_to(omar, both) == courses_opened_to(AnonymousUser(), both) == set()
    leave(enrolment, now=timezone.now())
    assert courses_opened_to(alice, both) == {small.pk}


def test_may_see_dependants_for_those_who_write(
    course: Course, alice: Any, tarik: Any, mina: Any, adele: Any
) -> None:
    assert may_see_dependants(tarik)
    assert may_see_dependants(adele)
    for other in (alice, mina, AnonymousUser()):
        assert not may_see_dependants(other)
    Role.objects.create(person=alice, kind=Role.Kind.AUTHOR, course=course)
    assert may_see_dependants(alice)
