"""The words of a document: until when it is valid, in which language, and what a page repeats."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.utils.html import escape

from certificates.issuing import issue_award
from certificates.models import Award, Template, TemplateVersion
from certificates.papers.choosing import shipped_paper
from certificates.wording import expiry
from courses.enrolment.models import Enrolment
from tests.learners import complete_course

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("achieved", "months", "last_day"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 15), None, None),
    ],
)
def test_a_document_expires_so_many_months_later_at_the_end_of_shorter_ones(
    achieved: date, months: int | None, last_day: date | None
) -> None:
    assert expiry(achieved, months) == last_day


@pytest.fixture
def year_long(now: datetime) -> TemplateVersion:
    """A paper whose documents are valid for a year."""
    template = Template.objects.create(kind="followed")
    version = TemplateVersion.objects.create(
        template=template,
        number=1,
        content_hash="x",
        created_at=now,
        published_at=now,
        html=shipped_paper("followed").html,
        valid_months=12,
    )
    template.current = version
    template.save()
    return version


def test_a_certificate_past_its_date_says_so_on_its_page(
    enrolment: Enrolment, year_long: TemplateVersion, now: datetime
) -> None:
    achieved = now - relativedelta(months=13)
    complete_course(enrolment, now=achieved)
    award = issue_award(Award.objects.get().uuid, now=now)
    assert award is not None
    assert award.claims["template"] == f"{year_long.template.uuid}/1"
    assert "valable jusqu’au" in award.claims["when"]
    page = Client().get(award.get_absolute_url())
    assert page.status_code == 200
    said = page.content.decode()
    assert "verdict--expired" in said
    assert "a dépassé sa date de validité" in said


def test_a_certificate_before_its_date_is_valid(
    enrolment: Enrolment, year_long: TemplateVersion, now: datetime
) -> None:
    complete_course(enrolment, now=now)
    award = issue_award(Award.objects.get().uuid, now=now)
    assert award is not None
    award.refresh_from_db()
    assert award.expires_on == award.achieved_on + relativedelta(months=12)
    assert award.verdict_on(award.expires_on) == "valid"
    assert award.verdict_on(award.expires_on + timedelta(days=1)) == "expired"


def test_a_person_who_reads_english_has_it_in_english(
    enrolment: Enrolment, alice: Any, now: datetime
) -> None:
    alice.language = "en"
    alice.save()
    enrolment.refresh_from_db()
    complete_course(enrolment, now=now)
    award = issue_award(Award.objects.get().uuid, now=now)
    assert award is not None
    assert award.claims["title"] == "Certificate of attendance"
    page = Client().get(award.get_absolute_url()).content.decode()
    # The page is French; the words of the document are those that it prints.
    assert "Cette attestation est valable." in page
    assert escape(award.claims["statement"]) in page
