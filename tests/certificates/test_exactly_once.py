"""Many at once give one: constraints decide, on the engine in use."""

import multiprocessing
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates import issuing
from certificates.granting import grant
from certificates.issuing import issue_award
from certificates.models import Award
from certificates.storing import read, store
from certificates.tasks import issue
from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.enrolment.models import Enrolment
from courses.jobs.models import LEASE
from courses.learning.models import Completion
from courses.learning.progressing import mark_read
from courses.learning.standing import standing_of
from courses.messaging.models import Mail
from tests.learners import complete_course, pass_quiz

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50


def together(act: Callable[[], Any]) -> list[Any]:
    """The results, or exceptions, of one act done by several threads at the same instant."""
    barrier, results = threading.Barrier(AT_ONCE), []

    def run() -> None:
        barrier.wait()
        try:
            results.append(act())
        except Exception as problem:  # shown by the test
            results.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _index in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def learner(content: None, alice: Any, course: Course) -> Enrolment:
    return enrol(course, by=alice, now=timezone.now())


def all_but_reading_the_last(enrolment: Enrolment) -> str:
    """Do everything else; the slug of the lesson that is left to read."""
    now = timezone.now()
    *others, last = standing_of(enrolment).required
    for place in others:
        mark_read(enrolment, place, now=now)
    for place in (*others, last):
        if place.quiz is not None:
            pass_quiz(enrolment, place, now=now)
    assert not Completion.objects.exists()
    return last.slug


def assert_one_of_each(storage: Path) -> None:
    """One award with its number, one PDF in the whole storage, one mail."""
    award = Award.objects.get()
    (file,) = (path for path in storage.rglob("*") if path.is_file())
    assert file.read_bytes() == read(award.file)
    assert (award.state, award.attempts, bool(award.number)) == (Award.State.ISSUED, 1, True)
    assert Mail.objects.get().key == f"award-issued:{award.uuid}"


def test_enrolling_many_times_at_once_gives_one_enrolment(
    content: None, alice: Any, course: Course
) -> None:
    results = together(lambda: enrol(course, by=alice, now=timezone.now()).pk)
    assert len(set(results)) == 1
    assert isinstance(results[0], int)


def test_fifty_requests_that_complete_the_course_give_one_of_each(
    learner: Enrolment, storage: Path, signed_in: Callable[[Any], Client]
) -> None:
    last = all_but_reading_the_last(learner)
    cookies = signed_in(learner.person).cookies
    url = reverse("courses:learning:read", args=[learner.course.slug, last])

    def request() -> int:
        browser = Client()
        browser.cookies = cookies
        return browser.post(url).status_code

    assert set(together(request)) == {302}
    award = Award.objects.get()
    issued = together(lambda: issue_award(award.uuid, now=timezone.now()))
    assert sum(isinstance(one, Award) for one in issued) == 1
    assert sum(one is None for one in issued) == AT_ONCE - 1
    assert_one_of_each(storage)


def test_granting_and_issuing_fifty_times_at_once_gives_one_of_each(
    learner: Enrolment, storage: Path
) -> None:
    complete_course(learner, now=timezone.now())
    completion = Completion.objects.get()
    Award.objects.all().delete()

    def both() -> str:
        award = grant(completion, now=timezone.now())[0]
        issue_award(award.uuid, now=timezone.now())
        return award.number

    assert set(together(both)) == {Award.objects.get().number}
    assert_one_of_each(storage)


def test_a_task_run_by_two_processes_at_the_same_time_works_once(
    learner: Enrolment, storage: Path
) -> None:
    complete_course(learner, now=timezone.now())
    uuid = str(Award.objects.get().uuid)
    forked = multiprocessing.get_context("fork")
    barrier = forked.Barrier(2)

    def run() -> None:
        barrier.wait()
        issue(uuid=uuid)

    processes = [forked.Process(target=run) for _process in range(2)]
    connection.close()  # no connection goes through a fork
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert_one_of_each(storage)


def test_what_a_killed_worker_had_stored_goes_with_the_next_try(
    learner: Enrolment, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As a signal: nothing catches it."""

    def die(*_args: Any) -> None:
        raise Killed

    complete_course(learner, now=timezone.now())
    award, now = Award.objects.get(), timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(issuing, "store", lambda pdf: die(store(pdf)))
        with pytest.raises(Killed):
            issue_award(award.uuid, now=now)
    assert len(list(storage.rglob("*.pdf"))) == 1

    issued = issue_award(award.uuid, now=now + LEASE + timedelta(seconds=1))
    assert issued is not None
    (file,) = storage.rglob("*.pdf")
    assert file.read_bytes() == read(issued.file)
