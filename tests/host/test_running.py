"""Jobs done in the process that asks: `manage.py sweep --run`."""

from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from courses.jobs.models import JobState
from courses.jobs.running import run_jobs
from courses.messaging import tasks
from courses.messaging.models import Mail
from courses.messaging.sending import send_due_mail, write_mail

pytestmark = pytest.mark.django_db


def _write(person: Any, subject: str) -> Mail:
    write_mail(person, key=subject, subject=subject, body="…", now=timezone.now())
    return Mail.objects.get(key=subject)


def test_a_job_that_breaks_is_logged_and_stops_no_other(
    alice: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = _write(alice, "Casse"), _write(alice, "Bonjour")

    def breaking(uuid: str, *, now: datetime) -> bool:
        if uuid == str(broken.uuid):
            raise RuntimeError("nobody foresaw this")
        return send_due_mail(uuid, now=now)

    monkeypatch.setattr(tasks, "send_due_mail", breaking)
    assert run_jobs(clock=timezone.now) == 2
    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == (JobState.PENDING, JobState.DONE)
    assert [record.message for record in caplog.records] == ["job not done"]


def test_the_command_says_how_many_jobs_it_did(alice: Any) -> None:
    _write(alice, "Bonjour")
    for done in ("1", "0"):
        out = StringIO()
        call_command("sweep", run=True, stdout=out)
        assert out.getvalue() == f"{done} travail(aux) fait(s).\n"
    assert [sent.subject for sent in mail.outbox] == ["Bonjour"]
