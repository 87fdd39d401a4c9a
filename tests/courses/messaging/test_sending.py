"""A mail is written once, sent once, and waits when the server is down."""

from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail as outgoing
from django.utils import timezone

from courses.jobs.models import JobState
from courses.messaging.models import Mail
from courses.messaging.sending import send_due_mail, write_mail

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.get_fixed_timezone(60))


def _write(alice: Any) -> Mail:
    write_mail(alice, key="clé", subject="Déjà prêt & signé", body="L’œuvre", now=NOW)
    return Mail.objects.get(key="clé")


def test_write_the_same_mail_twice_keeps_one(alice: Any) -> None:
    assert _write(alice) == _write(alice)
    assert Mail.objects.count() == 1


def test_send_goes_to_the_address_of_the_moment_and_once(alice: Any) -> None:
    mail = _write(alice)
    alice.email = "alice@nouveau.example"
    alice.save()
    assert send_due_mail(mail.uuid, now=NOW)
    assert not send_due_mail(mail.uuid, now=NOW + timedelta(hours=1))
    assert [sent.to for sent in outgoing.outbox] == [["alice@nouveau.example"]]
    assert outgoing.outbox[0].subject == "Déjà prêt & signé"
    mail.refresh_from_db()
    assert mail.sent_at == NOW


@pytest.mark.parametrize("problem", [SMTPException("panne"), ConnectionRefusedError()])
def test_send_with_the_server_down_waits_and_tries_again(
    alice: Any, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    mail = _write(alice)

    def refuse(*_args: Any) -> None:
        raise problem

    with monkeypatch.context() as broken:
        broken.setattr("courses.messaging.sending.send_mail", refuse)
        assert not send_due_mail(mail.uuid, now=NOW)
    mail.refresh_from_db()
    assert mail.state == JobState.PENDING
    assert mail.due_at > NOW
    assert send_due_mail(mail.uuid, now=mail.due_at)


def test_send_to_nobody_is_blocked(alice: Any) -> None:
    mail = _write(alice)
    alice.delete()
    assert not send_due_mail(mail.uuid, now=NOW)
    mail.refresh_from_db()
    assert mail.state == JobState.BLOCKED
