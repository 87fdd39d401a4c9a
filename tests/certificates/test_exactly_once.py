"""Many at once give one: constraints decide, on the engine in use."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from certificates.granting import grant
from certificates.issuing import issue_award
from certificates.models import Award
from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.learning.models import Completion
from courses.messaging.models import Mail
from tests.learners import complete_course

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 12


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


def test_enrolling_many_times_at_once_gives_one_enrolment(
    content: None, alice: Any, course: Course
) -> None:
    results = together(lambda: enrol(course, by=alice, now=timezone.now()).pk)
    assert len(set(results)) == 1
    assert isinstance(results[0], int)


def test_granting_and_issuing_many_times_at_once_gives_one_of_each(
    content: None, alice: Any, course: Course
) -> None:
    enrolment = enrol(course, by=alice, now=timezone.now())
    complete_course(enrolment, now=timezone.now())
    completion = Completion.objects.get()
    Award.objects.all().delete()

    granted = together(lambda: grant(completion, now=timezone.now()).pk)
    assert len(set(granted)) == 1
    award = Award.objects.get()

    issued = together(lambda: issue_award(award.uuid, now=timezone.now()))
    assert sum(isinstance(one, Award) for one in issued) == 1
    assert sum(one is None for one in issued) == AT_ONCE - 1
    assert Mail.objects.count() == 1
    award.refresh_from_db()
    assert award.attempts == 1
