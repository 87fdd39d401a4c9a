"""The whole story: from the catalogue to a certificate that somebody else verifies."""

import hashlib
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.issuing import issue_award
from certificates.models import Award
from courses.attempts.attempting import Sheet
from courses.attempts.models import Attempt
from courses.catalogue.models import Course
from courses.catalogue.outline import outline_of
from courses.enrolment.models import Enrolment
from courses.learning.models import Completion
from courses.messaging.models import Mail
from courses.messaging.sending import send_due_mail
from tests.learners import answers_to, complete_course

pytestmark = pytest.mark.django_db


def _url(name: str, course: Course, lesson: str) -> str:
    return reverse(f"courses:learning:{name}", args=[course.slug, lesson])


def test_a_learner_goes_from_the_catalogue_to_a_verified_certificate(
    alice: Any, omar: Any, course: Course, signed_in: Any
) -> None:
    browser = signed_in(alice)

    # The catalogue, the course, the enrolment.
    page = browser.get(reverse("courses:catalogue:list"))
    assert "Alliances et confiance" in page.content.decode()
    page = browser.get(reverse("courses:learning:course", args=[course.slug]))
    assert page.status_code == 200
    page = browser.post(reverse("courses:learning:enrol", args=[course.slug]), follow=True)
    assert page.redirect_chain[-1][0].endswith("/lecons/mode-d-emploi/")

    # Every required lesson, its text, its note, its questionnaire.
    for place in outline_of(course.current).required:
        page = browser.get(_url("lesson", course, place.slug))
        assert page.status_code == 200
        browser.post(_url("journal", course, place.slug), {"text": f"Ma note sur {place.title}"})
        assert browser.post(_url("read", course, place.slug)).status_code == 302
        browser.post(_url("start", course, place.slug))
        attempt = Attempt.objects.get(enrolment__person=alice, quiz=place.quiz)
        data = answers_to(Sheet.of(attempt).questions)
        done = browser.post(_url("answers", course, place.slug), {**data, "submit": "1"})
        result = browser.get(done["Location"])
        assert "100" in result.content.decode()

    # The completion and the award, in the same transaction; the worker does the rest.
    completion = Completion.objects.get(enrolment__person=alice)
    award = Award.objects.get(completion=completion)
    assert award.state == Award.State.PENDING
    assert "hx-get" in browser.get(reverse("courses:learning:home")).content.decode()
    issue_award(award.uuid, now=timezone.now())
    send_due_mail(Mail.objects.get(key=f"award-issued:{award.uuid}").uuid, now=timezone.now())
    award.refresh_from_db()
    assert award.state == Award.State.ISSUED
    assert [sent.to for sent in mail.outbox] == [["alice@example.org"]]

    # Downloaded: the very bytes that were issued, named after the person and the course.
    pdf = browser.get(reverse("certificates:download", args=[award.uuid]))
    content = b"".join(pdf.streaming_content)
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == award.sha256
    named = unquote(pdf["Content-Disposition"])
    assert "attestation-de-suivi-alliances-et-confiance-alice-lefèvre-nuñez.pdf" in named

    # Verified by somebody who has no account, from the address of the QR code.
    page = Client().get(award.get_absolute_url())
    assert page.status_code == 200
    assert "Alice Lefèvre-Nuñez" in page.content.decode()
    # Or from the file itself.
    given = SimpleUploadedFile("recu.pdf", content, "application/pdf")
    page = Client().post(reverse("certificates:verify_file"), {"file": given})
    assert "exactement celui que nous avons délivré" in page.content.decode()
    # And by nobody else's browser can the file be had.
    other = signed_in(omar)
    assert other.get(reverse("certificates:download", args=[award.uuid])).status_code == 404


def test_a_certificate_that_waited_for_a_name_comes_with_it(
    alice: Any, enrolment: Enrolment, signed_in: Any
) -> None:
    alice.certificate_name = ""
    alice.save()
    enrolment.refresh_from_db()
    complete_course(enrolment, now=timezone.now())
    browser = signed_in(alice)
    path = browser.get(reverse("courses:learning:home")).content.decode()
    assert path.count(f'href="{reverse("profile")}"') > 1  # beside the one of the menu
    assert not Award.objects.exists()
    data = {"certificate_name": "Alice Lefèvre", "language": "fr", "time_zone": "Europe/Paris"}
    assert browser.post(reverse("profile"), data).status_code == 302
    award = Award.objects.get()
    issue_award(award.uuid, now=timezone.now())
    said = browser.get(reverse("courses:learning:home")).content.decode()
    assert "Alice Lefèvre" in said
