"""The screens of who gives certificates: from every role, refusals included."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from subprocess import run
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.granting import grant_all
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.models import Award
from certificates.replacing import replace_award
from certificates.storing import document_storage, read
from certificates.views import cohort as views
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment, Role
from tests.certificates.people import completed, enrolled, queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
KIND = "followed"
MAY = ["adele", "tarik", "olga"]
MAY_NOT = ["axel", "mina", "alice", "omar"]


def _url(name: str, cohort: Cohort, *more: Any) -> str:
    return reverse(f"certificates:{name}", args=[cohort.uuid, *more])


def _main(answer: Any) -> str:
    text: str = answer.content.decode()
    return text[text.index("<main") :]


# Who may -----------------------------------------------------------------------------------------


def _pages(cohort: Cohort, issued: Award) -> list[tuple[str, str]]:
    return [
        ("get", reverse("certificates:cohorts")),
        ("get", _url("cohort", cohort)),
        ("get", _url("cohort_archive", cohort)),
        ("get", _url("cohort_progress", cohort, KIND)),
        ("get", _url("cohort_preview", cohort, KIND, issued.enrolment.uuid)),
        ("post", _url("cohort_issue", cohort, KIND)),
        ("post", _url("cohort_retry", cohort, KIND)),
        ("post", _url("cohort_replace", cohort)),
        ("post", _url("cohort_revoke", cohort)),
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
    assert browser.get(_url("cohort", other)).status_code == 404
    assert "Printemps 2027" not in _main(browser.get(reverse("certificates:cohorts")))


def test_pages_that_act_are_not_links(cohort: Cohort, tarik: Any, signed_in: SignIn) -> None:
    browser = signed_in(tarik)
    for name, more in [("issue", [KIND]), ("retry", [KIND]), ("replace", []), ("revoke", [])]:
        assert browser.get(_url(f"cohort_{name}", cohort, *more)).status_code == 405


@pytest.mark.parametrize("kind", ["attended", "rien"])
def test_a_kind_that_the_course_does_not_give_is_unknown(
    cohort: Cohort, enrolment: Enrolment, tarik: Any, signed_in: SignIn, kind: str
) -> None:
    browser = signed_in(tarik)
    assert browser.get(_url("cohort_progress", cohort, kind)).status_code == 404
    data = {"person": str(enrolment.uuid)}
    assert browser.post(_url("cohort_issue", cohort, kind), data).status_code == 404


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
    assert "Aucune promotion" in _main(signed_in(adele).get(reverse("certificates:cohorts")))


def test_an_empty_cohort_says_so(cohort: Cohort, tarik: Any, signed_in: SignIn) -> None:
    assert "Personne n’est inscrit" in _main(signed_in(tarik).get(_url("cohort", cohort)))


def test_a_format_that_no_package_handles_gives_nothing(
    course: Course, cohort: Cohort, enrolment: Enrolment, tarik: Any, signed_in: SignIn
) -> None:
    Course.objects.filter(pk=course.pk).update(format=Course.Format.EXPERIENCE)
    page = _main(signed_in(tarik).get(_url("cohort", cohort)))
    assert "ne délivre aucune attestation" in page


def test_pages_cost_the_same_for_three_people_and_thirty(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    browser, counts = signed_in(tarik), []
    browser.get(_url("cohort", cohort))
    for more in (3, 27):
        granted = grant_all(completed(course, more, now=now), kind_of(KIND), now=now)
        Award.objects.filter(pk=granted[0].pk).update(state=Award.State.FAILED, cause="x")
        enrolled(course, more, now=now)
        completed(course, more, now=now)
        counts.append(
            [
                queries(lambda: browser.get(_url("cohort", cohort))),
                queries(lambda: browser.get(reverse("certificates:cohorts"))),
                queries(lambda: browser.get(_url("cohort_progress", cohort, KIND))),
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
    shown = [_main(browser.get(_url("cohort", cohort), {"page": n})) for n in (1, 2, 3)]
    assert [page.count('name="person"') for page in shown] == [2, 2, 1]
    assert "?page=3" in shown[0]


def test_links_tick_nobody_or_all_that_are_issued(
    course: Course, cohort: Cohort, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    completed(course, 2, now=now)
    browser = signed_in(tarik)
    ticked = {
        which: _main(browser.get(_url("cohort", cohort), {"cocher": which})).count(" checked>")
        for which in ("", "none", "issued")
    }
    assert ticked == {"": 2, "none": 0, "issued": 3}


# Issuing -----------------------------------------------------------------------------------------


def test_issue_serves_those_who_are_ticked_and_nobody_else(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    one, two, three = completed(course, 3, now=now)
    browser = signed_in(tarik)
    page = _main(browser.get(_url("cohort", cohort)))
    assert page.count('name="person"') == page.count(" checked>") == 3

    data = {"person": [str(one.uuid), str(three.uuid), "pas un uuid"]}
    answer = browser.post(_url("cohort_issue", cohort, KIND), data, follow=True)
    assert "2 attestations sont en préparation" in _main(answer)
    assert set(Award.objects.values_list("enrolment", flat=True)) == {one.pk, three.pk}
    assert {award.granted_by for award in Award.objects.all()} == {tarik}
    assert _main(answer).count('name="person"') == 1
    assert str(two.uuid) in _main(answer)

    again = browser.post(_url("cohort_issue", cohort, KIND), data, follow=True)
    assert "Rien à ajouter" in _main(again)
    assert Award.objects.count() == 2


def test_issue_with_nobody_ticked_says_so(cohort: Cohort, tarik: Any, signed_in: SignIn) -> None:
    answer = signed_in(tarik).post(_url("cohort_issue", cohort, KIND), follow=True)
    assert "Cochez au moins une personne" in _main(answer)


def test_issue_passes_over_who_lacks_something_or_is_of_another_cohort(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    (lacking,) = enrolled(course, 1, now=now)
    (elsewhere,) = completed(course, 1, now=now)
    elsewhere.cohort = Cohort.objects.create(course=course, name="Printemps")
    elsewhere.save()
    data = {"person": [str(lacking.uuid), str(elsewhere.uuid)]}
    signed_in(tarik).post(_url("cohort_issue", cohort, KIND), data)
    assert not Award.objects.exists()


def test_one_failure_stops_no_other_and_shows_its_cause(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    people = completed(course, 3, now=now)
    browser = signed_in(tarik)
    browser.post(_url("cohort_issue", cohort, KIND), {"person": [str(one.uuid) for one in people]})
    page = _main(browser.get(_url("cohort", cohort)))
    assert "0 sur 3 délivrées" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Actualiser" in page

    # One has lost their name meanwhile.
    get_user_model().objects.filter(pk=people[1].person_id).update(certificate_name="")
    for award in Award.objects.order_by("pk"):
        issue_award(award.uuid, now=timezone.now())
    fragment = browser.get(_url("cohort_progress", cohort, KIND)).content.decode()
    assert "2 sur 3 délivrées" in fragment
    assert '<progress value="2" max="3"' in fragment
    assert "1 n’a pas pu être délivrée" in fragment
    assert Award.objects.get(state=Award.State.BLOCKED).cause in fragment
    assert "hx-get" not in fragment

    get_user_model().objects.filter(pk=people[1].person_id).update(certificate_name="Zoé Roy")
    stopped = Award.objects.get(state=Award.State.BLOCKED)
    answer = browser.post(
        _url("cohort_retry", cohort, KIND), {"award": str(stopped.uuid)}, follow=True
    )
    assert "1 attestation relancée" in _main(answer)
    assert issue_award(stopped.uuid, now=timezone.now()) is not None
    assert "3 sur 3 délivrées" in _main(browser.get(_url("cohort", cohort)))


def test_retry_all_touches_what_stopped_only(
    course: Course, cohort: Cohort, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    failed, blocked = grant_all(completed(course, 2, now=now), kind_of(KIND), now=now)
    Award.objects.filter(pk=failed.pk).update(state=Award.State.FAILED, attempts=8)
    Award.objects.filter(pk=blocked.pk).update(state=Award.State.BLOCKED)
    signed_in(tarik).post(_url("cohort_retry", cohort, KIND))
    states = dict(Award.objects.values_list("pk", "state"))
    assert states[issued.pk] == Award.State.ISSUED
    assert states[failed.pk] == states[blocked.pk] == Award.State.PENDING


# Preview -----------------------------------------------------------------------------------------


def test_preview_is_the_page_to_be_printed_marked_and_kept_nowhere(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn, storage: Any
) -> None:
    (one,) = completed(course, 1, now=now)
    url = _url("cohort_preview", cohort, KIND, one.uuid)
    answer = signed_in(tarik).get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    said = run(
        ["pdftotext", "-raw", "-", "-"], input=answer.content, capture_output=True, check=True
    )
    text = said.stdout.decode()
    assert "Camille Martin 0" in text
    assert "APERÇU" in text.replace(" ", "")
    assert "0000-0000-0000" in text
    assert "ni délivré, ni scellé" in text.replace("\xa0", " ")
    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        assert "/AcroForm" not in opened.Root
        assert not opened.attachments
    assert not Award.objects.exists()
    assert not storage.exists()


def test_preview_of_who_lacks_something_says_what(
    cohort: Cohort, enrolment: Enrolment, tarik: Any, signed_in: SignIn
) -> None:
    url = _url("cohort_preview", cohort, KIND, enrolment.uuid)
    page = _main(signed_in(tarik).get(url, follow=True))
    assert "message--error" in page
    assert "Lire la leçon" in page.split("</ul>", 1)[0].split('class="messages"')[1]


# ZIP ---------------------------------------------------------------------------------------------


def _zip(browser: Client, cohort: Cohort) -> ZipFile:
    answer = browser.get(_url("cohort_archive", cohort))
    assert answer.streaming  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/zip"
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_archive_holds_the_very_bytes_under_unique_names(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn, tmp_path: Any
) -> None:
    people = completed(course, 2, now=now)
    get_user_model().objects.update(certificate_name="Camille Martin")
    for one in people:
        one.person.refresh_from_db()  # type: ignore[union-attr]
    awards = grant_all(people, kind_of(KIND), now=now)
    made = [issue_award(award.uuid, now=now) for award in awards]
    archive = _zip(signed_in(tarik), cohort)
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(set(names)) == 2
    assert all("camille-martin" in name and name.endswith(".pdf") for name in names)
    kept = {read(award.file) for award in made if award}
    assert {archive.read(name) for name in names} == kept
    # Another program reads it too.
    path = tmp_path / "a.zip"
    path.write_bytes(
        b"".join(signed_in(tarik).get(_url("cohort_archive", cohort)).streaming_content)
    )  # type: ignore[attr-defined]
    assert run(["unzip", "-tq", str(path)], capture_output=True, check=False).returncode == 0


def test_archive_names_the_missing_and_the_altered_and_stays_whole(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    awards = grant_all(completed(course, 3, now=now), kind_of(KIND), now=now)
    gone, altered, fine = [issue_award(award.uuid, now=now) for award in awards]
    assert gone is not None
    assert altered is not None
    assert fine is not None
    storage = document_storage()
    storage.delete(gone.file)
    with Path(storage.path(altered.file)).open("ab") as file:
        file.write(b"\n")
    archive = _zip(signed_in(tarik), cohort)
    assert archive.testzip() is None
    assert len(archive.namelist()) == 2
    text = archive.read("MANQUANTS.txt").decode()
    assert gone.number in text
    assert altered.number in text
    assert fine.number not in text


def test_archive_leaves_out_what_no_longer_counts(
    cohort: Cohort, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    new = replace_award(issued, by=tarik, because="Logo", now=now)
    assert signed_in(tarik).get(_url("cohort_archive", cohort)).status_code == 404
    issue_award(new.uuid, now=now)
    (name,) = _zip(signed_in(tarik), cohort).namelist()
    assert new.number.lower() in name
