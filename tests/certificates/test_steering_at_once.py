"""Several people click at the same instant: one effect, on the engine in use."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from certificates.correcting import ask_correction, decide_correction
from certificates.granting import grant_all
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.models import Award
from certificates.replacing import replace_award
from courses.catalogue.models import Course
from courses.enrolment.models import Enrolment
from tests.certificates.people import completed
from tests.certificates.test_exactly_once import AT_ONCE, together

pytestmark = pytest.mark.django_db(transaction=True)
KIND = kind_of("followed")


@pytest.fixture
def given(content: None, course: Course) -> Award:
    """Somebody's, issued."""
    (award,) = grant_all(completed(course, 1, now=timezone.now()), KIND, now=timezone.now())
    issued = issue_award(award.uuid, now=timezone.now())
    assert issued is not None
    return issued


def test_replacing_many_times_at_once_gives_one(given: Award, adele: Any) -> None:
    results = together(
        lambda: replace_award(given, by=adele, because="Logo", now=timezone.now()).pk
    )
    assert sum(isinstance(one, int) for one in results) == 1
    assert sum(isinstance(one, ValidationError) for one in results) == AT_ONCE - 1, results
    assert Award.objects.count() == 2
    assert Award.objects.standing().count() == 1


def test_accepting_many_times_at_once_gives_one(given: Award, adele: Any) -> None:
    now = timezone.now()
    asked = ask_correction(given, name="Autre Nom", language="fr", message="Nom", now=now)
    results = together(
        lambda: decide_correction(asked, by=adele, is_accepted=True, answer="", now=timezone.now())
    )
    assert sum(isinstance(one, Award) for one in results) == 1
    assert sum(isinstance(one, ValidationError) for one in results) == AT_ONCE - 1, results
    assert Award.objects.count() == 2


def test_granting_a_cohort_many_times_at_once_gives_one_each(
    content: None, course: Course, adele: Any
) -> None:
    pks = [one.pk for one in completed(course, 5, now=timezone.now())]

    def grant() -> int:
        people = list(
            Enrolment.objects.with_course()
            .select_related("person", "organisation", "completion")
            .filter(pk__in=pks)
        )
        return len(grant_all(people, KIND, now=timezone.now(), by=adele))

    results = together(grant)
    assert sum(results) == 5, results
    assert Award.objects.count() == 5
