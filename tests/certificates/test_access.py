"""Who may give certificates, and decide about them."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from certificates.access import (
    awardable_cohorts,
    check_may_decide,
    grantable,
    may_award,
    may_award_somewhere,
    may_decide,
)
from certificates.models import Award
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment, Role

pytestmark = pytest.mark.django_db

ROLES = [
    ("adele", True),
    ("tarik", True),
    ("olga", True),
    ("axel", False),
    ("mina", False),
    ("alice", False),
    ("omar", False),
]


@pytest.mark.parametrize(("who", "may"), ROLES)
def test_who_may_award_and_decide(
    request: pytest.FixtureRequest, cohort: Cohort, pending: Award, who: str, may: bool
) -> None:
    person = request.getfixturevalue(who)
    assert may_award(person, cohort) is may
    assert may_award_somewhere(person) is may
    assert may_decide(person, pending) is may
    assert (cohort in awardable_cohorts(person)) is may
    assert bool(grantable(person, [pending.enrolment])) is may


def test_nobody_signed_in_may_nothing(cohort: Cohort, pending: Award) -> None:
    nobody = AnonymousUser()
    assert not may_award(nobody, cohort)
    assert not may_award_somewhere(nobody)
    assert not may_decide(nobody, pending)


@pytest.mark.parametrize("who", ["adele", "tarik", "olga"])
def test_a_role_never_decides_about_its_own(
    request: pytest.FixtureRequest, enrolment: Enrolment, pending: Award, who: str
) -> None:
    enrolment.person = request.getfixturevalue(who)
    enrolment.save()
    pending.refresh_from_db()
    assert not may_decide(enrolment.person, pending)
    assert grantable(enrolment.person, [enrolment]) == []
    with pytest.raises(ValidationError):
        check_may_decide(enrolment.person, pending)


def test_a_role_reaches_its_own_cohort_only(course: Course, cohort: Cohort, olga: Any) -> None:
    other = Cohort.objects.create(course=course, name="Printemps")
    assert may_award(olga, cohort)
    assert not may_award(olga, other)


def test_a_trainer_of_the_course_reaches_all_of_its_cohorts(course: Course, tarik: Any) -> None:
    other = Cohort.objects.create(course=course, name="Printemps")
    elsewhere = Cohort.objects.create(
        course=Course.objects.create(slug="ailleurs", uuid=uuid4()), name="Été"
    )
    assert may_award(tarik, other)
    assert not may_award(tarik, elsewhere)


def test_a_role_in_a_cohort_says_nothing_of_those_of_no_cohort(omar: Any, cohort: Cohort) -> None:
    """A role has a course or a cohort: the empty one of the two matches nothing."""
    Role.objects.create(person=omar, kind=Role.Kind.TRAINER, cohort=cohort)
    assert list(awardable_cohorts(omar)) == [cohort]


def test_check_refuses_an_outsider_and_lets_the_site_itself(pending: Award, omar: Any) -> None:
    with pytest.raises(PermissionDenied):
        check_may_decide(omar, pending)
    check_may_decide(None, pending)
