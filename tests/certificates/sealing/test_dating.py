"""A seal dated by a timestamp server: dated, or not made at all."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from certificates.issuing import issue_award
from certificates.keys.loading import SEAL_CERTIFICATE
from certificates.models import Award
from certificates.sealing.dating import TimestampProblem
from certificates.sealing.sealing import seal
from certificates.storing import read
from courses.messaging.models import Mail
from tests.certificates.sealing import timestamps
from tests.certificates.sealing.conftest import Judge
from tests.certificates.sealing.timestamps import Answer, Authority, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority(timezone.now())


def test_the_seal_carries_the_date_of_the_server(
    pending: Award, folder: Path, settings: Any, authority: Authority, judge: Judge, now: datetime
) -> None:
    with serving(authority.honest) as address:
        settings.CERTIFICATES_TIMESTAMP_URL = address
        award = issue_award(pending.uuid, now=now)
    assert award is not None
    certificate = (folder / SEAL_CERTIFICATE).read_bytes()
    judged = judge(read(award.file), certificate, of_dates=authority.pem)
    assert judged.bottom_line
    dated = judged.timestamp_validity
    assert (dated.intact, dated.valid, dated.trusted) == (True, True, True)
    assert abs(dated.timestamp - timezone.now()) < timedelta(minutes=5)


def test_without_a_server_the_seal_is_not_dated(page: bytes, folder: Path, judge: Judge) -> None:
    judged = judge(seal(page, reason="x"), (folder / SEAL_CERTIFICATE).read_bytes())
    assert judged.bottom_line
    assert judged.timestamp_validity is None


def _answers(authority: Authority) -> dict[str, Answer]:
    return {
        "rubbish": timestamps.rubbish,
        "html": timestamps.an_html_page,
        "error": timestamps.an_error,
        "refusal": timestamps.a_refusal,
        "another": authority.of_something_else,
        "unsigned": authority.badly_signed,
    }


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("rubbish", "a échoué"),
        ("html", "malformed"),
        ("error", "malformed"),
        ("refusal", "time_stamp_token"),
        ("another", "mal signée, ou d'autre chose"),
        ("unsigned", "mal signée, ou d'autre chose"),
    ],
)
def test_a_server_that_answers_wrongly_gives_no_document(
    pending: Award,
    settings: Any,
    authority: Authority,
    now: datetime,
    storage: Path,
    how: str,
    told: str,
) -> None:
    with serving(_answers(authority)[how]) as address:
        settings.CERTIFICATES_TIMESTAMP_URL = address
        assert issue_award(pending.uuid, now=now) is None
    _assert_waits(pending, storage, told)


def test_a_server_that_is_down_gives_no_document(
    pending: Award, settings: Any, authority: Authority, now: datetime, storage: Path
) -> None:
    with serving(authority.honest) as address:
        settings.CERTIFICATES_TIMESTAMP_URL = address
    # Closed: nobody listens there any more.
    assert issue_award(pending.uuid, now=now) is None
    _assert_waits(pending, storage, "communication")
    settings.CERTIFICATES_TIMESTAMP_URL = ""
    assert issue_award(pending.uuid, now=now + timedelta(minutes=1)) is not None


def _assert_waits(award: Award, storage: Path, told: str) -> None:
    award.refresh_from_db()
    assert (award.state, award.file, award.sha256) == (Award.State.PENDING, "", "")
    assert award.cause.startswith("TimestampProblem: Le serveur d'horodatage a ")
    assert told in award.cause
    assert not list(storage.rglob("*.pdf"))
    assert not Mail.objects.exists()


def test_a_server_that_goes_down_between_two_seals_is_seen(
    page: bytes, folder: Path, settings: Any, authority: Authority
) -> None:
    """The process remembers what an answer looks like: it must not pass for one."""
    with serving(authority.honest) as address:
        settings.CERTIFICATES_TIMESTAMP_URL = address
        seal(page, reason="première")
    with pytest.raises(TimestampProblem):
        seal(page, reason="seconde")
