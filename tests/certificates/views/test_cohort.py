"""The screens of who gives certificates: from every role, refusals included."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.granting import grant_all
from certificates.kinds import kind_of
from certificates.models import Award
from certificates.views import cohort as views
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment, Role
from tests.certificates.people import completed, enrolled, queries
from tests.certificates.views.cohort_pages import KIND, cohort_url, main_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
MAY = ["adele", "tarik", "olga"]
MAY_NOT = ["axel", "mina", "alice", "omar"]


# Who may -----------------------------------------------------------------------------------------


def _pages(cohort: Cohort, issued: Award) -> list[tuple[str, str]]:
    return [
        ("get", reverse("certificates:cohorts")),
        ("get", cohort_url("cohort", cohort)),
        ("get", cohort_url("cohort_archive", cohort)),
        ("get", cohort_url("cohort_progress", cohort, KIND)),
        ("get", cohort_url("cohort_preview", cohort, KIND, issued.enrolment.uuid)),
        ("post", cohort_url("cohort_issue", cohort, KIND)),
        ("post", cohort_url("cohort_retry", cohort, KIND)),
        ("post", cohort_url("cohort_replace", cohort)),
        ("post", cohort_url("cohort_revoke", cohort)),
    ]


@pytest.mark.parametrize("who", MAY_NOT)
def test_every_page_is_unknown_to_who_may_not(
    request: pytest.FixtureRequest, cohort: Cohort, issued: Award, signed_in: SignIn, who: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    data = {"award": str(issued.uuid), "person": str(issued.enrolment.uuid), "because": "Moi"}
    for method, url in _pages(cohort, issued):
        assert getattr(browser, method)(url, data).status_code == 404, url
    issued.refresh_from_db()
    assert not issued.is_withdrawn


def test_every_page_sends_who_is_not_signed_in_to_sign_in(cohort: Cohort, issued: Award) -> None:
    for method, url in _pages(cohort, issued):
        answer = getattr(Client(), method)(url)
        if "/etat/" in url:
            assert answer.status_code == 401
            assert Client().get(url, headers={"HX-Request": "true"}).status_code == 286
        else:
            assert answer["Location"].startswith("/compte/connexion/")


@pytest.mark.parametrize("who", MAY)
def test_every_page_opens_for_who_may(
    request: pytest.FixtureRequest, cohort: Cohort, issued: Award, signed_in: SignIn, who: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    for method, url in _pages(cohort, issued):
        assert getattr(browser, method)(url).status_code in {200, 302}, url


def test_the_cohorts_of_others_are_unknown(
    course: Course, cohort: Cohort, olga: Any, signed_in: SignIn
) -> None:
    other = Cohort.objects.create(course=course, name="Printemps 2027")
    browser = signed_in(olga)
    assert browser.get(cohort_url("cohort", other)).status_code == 404
    assert "Printemps 2027" not in main_of(browser.get(reverse("certificates:cohorts")))


def test_pages_that_act_are_not_links(cohort: Cohort, tarik: Any, signed_in: SignIn) -> None:
    browser = signed_in(tarik)
    for name, more in [("issue", [KIND]), ("retry", [KIND]), ("replace", []), ("revoke", [])]:
        assert browser.get(cohort_url(f"cohort_{name}", cohort, *more)).status_code == 405


@pytest.mark.parametrize("kind", ["attended", "rien"])
def test_a_kind_that_the_course_does_not_give_is_unknown(
    cohort: Cohort, enrolment: Enrolment, tarik: Any, signed_in: SignIn, kind: str
) -> None:
    browser = signed_in(tarik)
    assert browser.get(cohort_url("cohort_progress", cohort, kind)).status_code == 404
    data = {"person": str(enrolment.uuid)}
    assert browser.post(cohort_url("cohort_issue", cohort, kind), data).status_code == 404


# The way there -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "is_shown"), [*((x, True) for x in MAY), *((x, False) for x in MAY_NOT)]
)
def test_my_path_leads_there_for_who_may(
    request: pytest.FixtureRequest, course: Course, signed_in: SignIn, who: str, is_shown: bool
) -> None:
    page = signed_in(request.getfixturevalue(who)).get(reverse("courses:learning:home"))
    assert (reverse("certificates:cohorts") in page.content.decode()) is is_shown


def test_my_path_costs_learners_no_query_for_it(
    enrolment: Enrolment, alice: Any, signed_in: SignIn
) -> None:
    browser, home = signed_in(alice), reverse("courses:learning:home")
    browser.get(home)
    as_learner = queries(lambda: browser.get(home))
    Role.objects.create(person=alice, kind=Role.Kind.TRAINER, course=enrolment.course)
    assert queries(lambda: browser.get(home)) == as_learner + 1


# The list and the cohort -------------------------------------------------------------------------


def test_the_list_of_a_site_without_cohorts_says_so(adele: Any, signed_in: SignIn) -> None:
    Cohort.objects.all().delete()
    assert "Aucune promotion" in main_of(signed_in(adele).get(reverse("certificates:cohorts")))


def test_an_empty_cohort_says_so(cohort: Cohort, tarik: Any, signed_in: SignIn) -> None:
    assert "Personne n’est inscrit" in main_of(signed_in(tarik).get(cohort_url("cohort", cohort)))


def test_a_format_that_no_package_handles_gives_nothing(
    course: Course, cohort: Cohort, enrolment: Enrolment, tarik: Any, signed_in: SignIn
) -> None:
    Course.objects.filter(pk=course.pk).update(format=Course.Format.EXPERIENCE)
    page = main_of(signed_in(tarik).get(cohort_url("cohort", cohort)))
    assert "ne délivre aucune attestation" in page


def test_pages_cost_the_same_for_three_people_and_thirty(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    browser, counts = signed_in(tarik), []
    browser.get(cohort_url("cohort", cohort))
    for more in (3, 27):
        granted = grant_all(completed(course, more, now=now), kind_of(KIND), now=now)
        Award.objects.filter(pk=granted[0].pk).update(state=Award.State.FAILED, cause="x")
        enrolled(course, more, now=now)
        completed(course, more, now=now)
        counts.append(
            [
                queries(lambda: browser.get(cohort_url("cohort", cohort))),
                queries(lambda: browser.get(reverse("certificates:cohorts"))),
                queries(lambda: browser.get(cohort_url("cohort_progress", cohort, KIND))),
            ]
        )
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 12


def test_a_large_cohort_has_several_pages(
    course: Course,
    cohort: Cohort,
    tarik: Any,
    now: datetime,
    signed_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 2)
    completed(course, 5, now=now)
    browser = signed_in(tarik)
    shown = [main_of(browser.get(cohort_url("cohort", cohort), {"page": n})) for n in (1, 2, 3)]
    assert [page.count('name="person"') for page in shown] == [2, 2, 1]
    assert "?page=3" in shown[0]


def test_links_tick_nobody_or_all_that_are_issued(
    course: Course, cohort: Cohort, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    completed(course, 2, now=now)
    browser = signed_in(tarik)
    ticked = {
        which: main_of(browser.get(cohort_url("cohort", cohort), {"cocher": which})).count(
            " checked>"
        )
        for which in ("", "none", "issued")
    }
    assert ticked == {"": 2, "none": 0, "issued": 3}
