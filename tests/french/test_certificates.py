"""Documents, their pages and their mails, as somebody who reads French."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.correcting import ask_correction, decide_correction
from certificates.eligibility import document_needs
from certificates.granting import grant_all
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.kinds.followed import Followed
from certificates.models import Award
from certificates.papers.choosing import shipped_paper
from certificates.papers.drawing import page_of
from certificates.revoking import revoke_award
from courses.catalogue.models import Course
from courses.enrolment.models import Enrolment
from courses.messaging.models import Mail
from tests.certificates.people import completed
from tests.learners import complete_course


def test_checking_a_code(client: Client, read: Any, db: None) -> None:
    verify = reverse("certificates:verify")
    assert "Vérifier une attestation" in read(client.get(verify))
    read(client.get(verify, {"code": ""}), status=422)
    text = read(client.get(verify, {"code": "ABC"}), status=422)
    assert "Un code compte 26 lettres et chiffres" in text
    text = read(client.get(verify, {"code": "U" * 26}), status=422)
    assert "Aucun code ne contient «\u202fU\u202f»" in text
    unknown = reverse("certificates:verification", args=["0" * 26])
    assert "Nous ne connaissons pas ce code." in read(client.get(unknown), status=404)


@pytest.mark.parametrize("name", ["", "李小龍"])
def test_what_the_document_needs(enrolment: Enrolment, name: str, read: Any) -> None:
    enrolment.person.certificate_name = name
    (need,) = document_needs(Followed(), enrolment)
    read(need.sentence)


@pytest.fixture
def award(enrolment: Enrolment) -> Award:
    """Alice's certificate, issued."""
    now = timezone.now()
    complete_course(enrolment, now=now)
    issued = issue_award(Award.objects.get(enrolment=enrolment).uuid, now=now)
    assert issued is not None
    return issued


def test_certificate_its_mail_and_its_verification(
    award: Award, client: Client, signed_in: Any, read: Any
) -> None:
    paper = read(page_of(award.claims, shipped_paper("followed")))
    assert "Attestation de suivi" in paper
    assert "Attestation de suivi d’une formation en ligne, sans surveillance" in paper
    for refused in ("diplôme", "certification", "titre professionnel"):
        assert refused not in paper
    mail = Mail.objects.get(key=f"award-issued:{award.uuid}")
    assert mail.subject == "Votre attestation est prête"
    body = re.sub(r"https?://\S+", "", mail.body)
    read(f"<p>{mail.subject}</p><p>{body}</p>")
    assert "Délivrée le" in read(signed_in(award.enrolment.person).get("/mon-parcours/"))
    assert "Cette attestation est valable." in read(client.get(award.get_absolute_url()))


def test_verification_of_what_is_no_longer_valid(
    award: Award, client: Client, signed_in: Any, read: Any
) -> None:
    now, url = timezone.now(), award.get_absolute_url()
    Award.objects.update(replaced_at=now)
    assert "a été remplacée" in read(client.get(url))
    read(signed_in(award.enrolment.person).get("/mon-parcours/"))
    revoke_award(award, by=None, reason="error", because="Délivrée par erreur.", now=now)
    assert "a été révoquée" in read(client.get(url))
    read(signed_in(award.enrolment.person).get("/mon-parcours/"))
    Award.objects.update(erased_at=now)
    assert "effacé à la demande de la personne" in read(client.get(url))


def test_dates_are_written_in_full(award: Award, client: Client, read: Any) -> None:
    text = read(client.get(award.get_absolute_url()))
    # As the paper says it, whatever the reader's own time zone.
    assert award.claims["issued"] in text
    assert re.fullmatch(r"Fait le (1er|\d+) [a-zéû]+ \d{4}", award.claims["issued"])


def test_steering_a_cohort(
    enrolment: Enrolment, tarik: Any, course: Course, signed_in: Any, read: Any
) -> None:
    browser, now = signed_in(tarik), timezone.now()
    cohort = f"/attestations/promotions/{enrolment.cohort.uuid}/"
    read(browser.get("/attestations/promotions/"))
    read(browser.get("/attestations/demandes/"))
    assert "Lire la leçon" in read(browser.get(cohort))

    first, second, third = grant_all(completed(course, 3, now=now), kind_of("followed"), now=now)
    completed(course, 1, now=now)
    for award in (first, second):
        assert issue_award(award.uuid, now=now) is not None
    Award.objects.filter(pk=third.pk).update(state="failed", cause="Panne")
    chosen = {"award": [str(first.uuid), str(second.uuid)]}
    for act in ("remplacer", "revoquer"):
        read(browser.post(f"{cohort}{act}/", chosen))
        read(browser.post(f"{cohort}{act}/", {**chosen, "because": ""}), status=422)
    revoke_award(first, by=tarik, reason="error", because="Doublon", now=now)
    page = read(browser.get(cohort))
    assert "1 sur 2 délivrées" in page
    assert "révoquée le" in page

    second.refresh_from_db()
    asked = ask_correction(second, name="Zoé Roy", language="en", message="Mariage", now=now)
    read(browser.get("/attestations/demandes/"))
    read(browser.get(f"/attestations/demandes/{asked.uuid}/"))
    decide_correction(asked, by=tarik, is_accepted=True, answer="", now=now)
    assert "Acceptée le" in read(browser.get(f"/attestations/demandes/{asked.uuid}/"))
    read(browser.get(cohort))
