"""Issuing from the page of a cohort: who is ticked, what failed, and trying again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from certificates.granting import grant_all
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.models import Award
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort
from tests.certificates.people import completed, enrolled
from tests.certificates.views.cohort_pages import KIND, cohort_url, main_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


def test_issue_serves_those_who_are_ticked_and_nobody_else(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    one, two, three = completed(course, 3, now=now)
    browser = signed_in(tarik)
    page = main_of(browser.get(cohort_url("cohort", cohort)))
    assert page.count('name="person"') == page.count(" checked>") == 3

    data = {"person": [str(one.uuid), str(three.uuid), "pas un uuid"]}
    answer = browser.post(cohort_url("cohort_issue", cohort, KIND), data, follow=True)
    assert "2 attestations sont en préparation" in main_of(answer)
    assert set(Award.objects.values_list("enrolment", flat=True)) == {one.pk, three.pk}
    assert {award.granted_by for award in Award.objects.all()} == {tarik}
    assert main_of(answer).count('name="person"') == 1
    assert str(two.uuid) in main_of(answer)

    again = browser.post(cohort_url("cohort_issue", cohort, KIND), data, follow=True)
    assert "Rien à ajouter" in main_of(again)
    assert Award.objects.count() == 2


def test_issue_with_nobody_ticked_says_so(cohort: Cohort, tarik: Any, signed_in: SignIn) -> None:
    answer = signed_in(tarik).post(cohort_url("cohort_issue", cohort, KIND), follow=True)
    assert "Cochez au moins une personne" in main_of(answer)


def test_issue_passes_over_who_lacks_something_or_is_of_another_cohort(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    (lacking,) = enrolled(course, 1, now=now)
    (elsewhere,) = completed(course, 1, now=now)
    elsewhere.cohort = Cohort.objects.create(course=course, name="Printemps")
    elsewhere.save()
    data = {"person": [str(lacking.uuid), str(elsewhere.uuid)]}
    signed_in(tarik).post(cohort_url("cohort_issue", cohort, KIND), data)
    assert not Award.objects.exists()


def test_one_failure_stops_no_other_and_shows_its_cause(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    people = completed(course, 3, now=now)
    browser = signed_in(tarik)
    browser.post(
        cohort_url("cohort_issue", cohort, KIND), {"person": [str(one.uuid) for one in people]}
    )
    page = main_of(browser.get(cohort_url("cohort", cohort)))
    assert "0 sur 3 délivrées" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Actualiser" in page

    # One has lost their name meanwhile.
    get_user_model().objects.filter(pk=people[1].person_id).update(certificate_name="")
    for award in Award.objects.order_by("pk"):
        issue_award(award.uuid, now=timezone.now())
    fragment = browser.get(cohort_url("cohort_progress", cohort, KIND)).content.decode()
    assert "2 sur 3 délivrées" in fragment
    assert '<progress value="2" max="3"' in fragment
    assert "1 n’a pas pu être délivrée" in fragment
    assert Award.objects.get(state=Award.State.BLOCKED).cause in fragment
    assert "hx-get" not in fragment

    get_user_model().objects.filter(pk=people[1].person_id).update(certificate_name="Zoé Roy")
    stopped = Award.objects.get(state=Award.State.BLOCKED)
    answer = browser.post(
        cohort_url("cohort_retry", cohort, KIND), {"award": str(stopped.uuid)}, follow=True
    )
    assert "1 attestation relancée" in main_of(answer)
    assert issue_award(stopped.uuid, now=timezone.now()) is not None
    assert "3 sur 3 délivrées" in main_of(browser.get(cohort_url("cohort", cohort)))


def test_retry_all_touches_what_stopped_only(
    course: Course, cohort: Cohort, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    failed, blocked = grant_all(completed(course, 2, now=now), kind_of(KIND), now=now)
    Award.objects.filter(pk=failed.pk).update(state=Award.State.FAILED, attempts=8)
    Award.objects.filter(pk=blocked.pk).update(state=Award.State.BLOCKED)
    signed_in(tarik).post(cohort_url("cohort_retry", cohort, KIND))
    states = dict(Award.objects.values_list("pk", "state"))
    assert states[issued.pk] == Award.State.ISSUED
    assert states[failed.pk] == states[blocked.pk] == Award.State.PENDING
