"""A cohort as its trainer sees it; granting and issuing it, in few queries."""

from datetime import datetime
from typing import Any

import pytest

from certificates.cohorts import cohort_lines, people_of, progress_of, tables
from certificates.correcting import ask_correction
from certificates.granting import grant_all, grant_due, put_back_to_work
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.models import Award
from certificates.revoking import revoke_award
from courses.catalogue.models import Course, CourseVersion
from courses.enrolment.models import Cohort, Enrolment
from courses.learning.models import Completion
from courses.messaging.models import Mail
from tests.certificates.people import completed, enrolled, queries
from tests.learners import complete_course

pytestmark = pytest.mark.django_db
KIND = kind_of("followed")


def _table(cohort: Cohort, by: Any, now: datetime) -> Any:
    people = list(people_of(cohort))
    (table,) = tables(cohort, people, by=by, now=now)
    return table


def test_table_tells_the_eligible_from_those_who_lack_something(
    course: Course, cohort: Cohort, tarik: Any, now: datetime
) -> None:
    ready = completed(course, 2, now=now)
    table = _table(cohort, tarik, now)
    assert {row.enrolment.pk for row in table.eligible} == {one.pk for one in ready}
    assert all(row.is_ticked for row in table.eligible)
    assert table.lacking == table.awarded == []


def test_table_says_what_is_missing_in_the_sentences_of_the_learner(
    cohort: Cohort, enrolment: Enrolment, tarik: Any, now: datetime
) -> None:
    (row,) = _table(cohort, tarik, now).lacking
    assert row.enrolment == enrolment
    assert len(row.missing) == 19
    assert row.more == 18


def test_table_of_whoever_is_among_the_learners_leaves_them_to_somebody_else(
    cohort: Cohort, enrolment: Enrolment, tarik: Any, now: datetime
) -> None:
    enrolment.person = tarik
    enrolment.save()
    _complete(enrolment, now)
    (row,) = _table(cohort, tarik, now).lacking
    assert len(row.missing) == 1
    assert grant_all([enrolment], KIND, now=now, by=tarik) == []
    assert len(grant_all([enrolment], KIND, now=now)) == 1


def _complete(enrolment: Enrolment, now: datetime) -> None:
    Completion.objects.create(
        enrolment=enrolment,
        course_version=enrolment.course.current,
        completed_at=now,
        rule="mooc-1",
        evidence={"lesson_count": 7, "minutes": 120},
    )
    del enrolment.__dict__["_state"].fields_cache["person"]


def test_table_shows_awards_of_automatic_courses_too(
    cohort: Cohort, issued: Award, tarik: Any, now: datetime
) -> None:
    (row,) = _table(cohort, tarik, now).awarded
    assert row.award == issued
    assert row.printed_name == ""


def test_table_shows_the_printed_name_when_it_is_another(
    cohort: Cohort, issued: Award, alice: Any, tarik: Any, now: datetime
) -> None:
    alice.certificate_name = "Alice Martin"
    alice.save()
    (row,) = _table(cohort, tarik, now).awarded
    assert (row.name, row.printed_name) == ("Alice Martin", "Alice Lefèvre-Nuñez")


def test_confirmed_courses_wait_for_the_bulk_screen(
    course: Course, cohort: Cohort, enrolment: Enrolment, tarik: Any, now: datetime
) -> None:
    current = course.current
    assert current is not None
    # A published version never changes: the next one is confirmed by the trainer.
    current.pk, current.number, current.published_at = None, 2, None
    current.awarding = CourseVersion.Awarding.CONFIRMED
    current.save()
    enrolment.course.current = current
    enrolment.course.save()
    complete_course(enrolment, now=now)
    assert grant_due(now) == 0
    (row,) = _table(cohort, tarik, now).eligible
    (award,) = grant_all([row.enrolment], KIND, now=now, by=tarik)
    assert award.granted_by == tarik
    assert award.completion is not None
    issued = issue_award(award.uuid, now=now)
    assert issued is not None
    assert Mail.objects.filter(key=f"award-issued:{award.uuid}").exists()


def test_granting_again_adds_nothing(course: Course, tarik: Any, now: datetime) -> None:
    people = completed(course, 3, now=now)
    assert len(grant_all(people, KIND, now=now, by=tarik)) == 3
    assert grant_all(people, KIND, now=now, by=tarik) == []
    assert grant_all([], KIND, now=now, by=tarik) == []
    assert Award.objects.count() == 3


@pytest.mark.parametrize("who", ["omar", "mina", "axel"])
def test_granting_by_who_may_not_grants_nothing(
    request: pytest.FixtureRequest, course: Course, now: datetime, who: str
) -> None:
    person = request.getfixturevalue(who)
    assert grant_all(completed(course, 1, now=now), KIND, now=now, by=person) == []


def test_granting_when_every_place_drawn_is_taken_still_grants(
    course: Course, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws = iter([1, 1, 1, 1, 2, 3])
    monkeypatch.setattr("certificates.granting.draw_index", lambda: next(draws))
    made = grant_all(completed(course, 3, now=now), KIND, now=now)
    assert sorted(award.status_index or 0 for award in made) == [1, 2, 3]


def test_granting_again_after_a_revocation_is_possible_and_thought_over(
    cohort: Cohort, issued: Award, tarik: Any, now: datetime
) -> None:
    revoke_award(issued, by=tarik, reason="error", because="Erreur", now=now)
    (row,) = _table(cohort, tarik, now).eligible
    assert not row.is_ticked
    assert row.past == [issued]
    assert grant_due(now) == 0  # nobody decided it
    (again,) = grant_all([row.enrolment], KIND, now=now, by=tarik)
    assert again.number != issued.number
    assert again.achieved_on == issued.achieved_on
    assert Award.objects.count() == 2


def test_progress_counts_the_rows_and_names_what_stopped(
    course: Course, cohort: Cohort, now: datetime
) -> None:
    one, two, three, four = grant_all(completed(course, 4, now=now), KIND, now=now)
    issue_award(one.uuid, now=now)
    Award.objects.filter(pk=two.pk).update(state=Award.State.FAILED, cause="Police perdue")
    Award.objects.filter(pk=three.pk).update(state=Award.State.BLOCKED, cause="Un nom manque")
    progress = progress_of(cohort, KIND)
    assert (progress.issued, progress.pending, progress.stopped, progress.total) == (1, 1, 2, 4)
    assert {award.cause for award in progress.shown} == {"Police perdue", "Un nom manque"}
    assert progress.unshown == 0

    stopped = Award.objects.filter(state__in=[Award.State.FAILED, Award.State.BLOCKED])
    assert put_back_to_work(stopped, now=now) == 2
    assert progress_of(cohort, KIND).pending == 3
    assert four.state == Award.State.PENDING


def test_people_who_left_with_nothing_or_erased_their_account_are_not_listed(
    course: Course, cohort: Cohort, now: datetime
) -> None:
    stays, left, left_with, gone = enrolled(course, 4, now=now)
    _complete(left_with, now)
    Enrolment.objects.filter(pk__in=[left.pk, left_with.pk]).update(ended_at=now)
    Enrolment.objects.filter(pk=gone.pk).update(person=None)
    assert set(people_of(cohort)) == {stays, left_with}


def test_lines_count_people_states_and_requests(
    course: Course, cohort: Cohort, issued: Award, tarik: Any, omar: Any, now: datetime
) -> None:
    failed, _pending = grant_all(completed(course, 2, now=now), KIND, now=now)
    Award.objects.filter(pk=failed.pk).update(state=Award.State.FAILED)
    ask_correction(issued, name="Alice L.", language="fr", message="Nom", now=now)
    (line,) = cohort_lines(tarik)
    assert (line.people, line.issued, line.pending, line.stopped) == (3, 1, 1, 1)
    assert line.requests == 1
    assert cohort_lines(omar) == []


def test_lines_and_tables_cost_the_same_for_three_people_and_thirty(
    course: Course, cohort: Cohort, tarik: Any, now: datetime
) -> None:
    counts = []
    for more in (3, 27):
        half = completed(course, more, now=now)[: more // 2]
        grant_all(half, KIND, now=now)
        enrolled(course, more, now=now)
        counts.append(
            (queries(lambda: _table(cohort, tarik, now)), queries(lambda: cohort_lines(tarik)))
        )
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 8


@pytest.fixture
def many(course: Course, now: datetime) -> list[Enrolment]:
    return completed(course, 62, now=now)


def test_granting_and_issuing_in_bulk_cost_at_most_six_queries_an_award(
    many: list[Enrolment], tarik: Any, now: datetime
) -> None:
    constant = 12
    # The first one of a process reads and remembers its keys.
    (first,) = grant_all(many[:1], KIND, now=now)
    issue_award(first.uuid, now=now)
    start = 1
    for count in (1, 10, 50):
        people = many[start : start + count]
        start += count

        def issue_all(people: list[Enrolment] = people) -> None:
            for award in grant_all(people, KIND, now=now, by=tarik):
                assert issue_award(award.uuid, now=now) is not None

        assert queries(issue_all) <= 6 * count + constant
    assert Award.objects.issued().count() == 62
    assert Mail.objects.count() == 62


def test_nothing_left_of_what_was_required_makes_nobody_eligible(
    cohort: Cohort, enrolment: Enrolment, tarik: Any, now: datetime
) -> None:
    """Their version and the current one have no lesson in common: nothing was earned."""
    other = CourseVersion.objects.get(pk=enrolment.required_version_id)
    other.pk, other.number, other.published_at = None, 2, None
    other.outline = []
    other.save()
    enrolment.required_version = other
    enrolment.save()
    (row,) = _table(cohort, tarik, now).lacking
    assert len(row.missing) == 1
    assert grant_all([row.enrolment], KIND, now=now, by=tarik) == []
