"""One's own certificate: its credential, its link to LinkedIn, asking for a correction."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from certificates.correcting import ask_correction, decide_correction
from certificates.models import Award, CorrectionRequest
from certificates.revoking import revoke_award
from courses.person import absolute_url

pytestmark = pytest.mark.django_db
ASKED = {"name": "Alice Lefebvre-Nuñez", "language": "fr", "message": "Une faute de frappe."}


@pytest.mark.parametrize("name", ["credential", "correction"])
def test_these_pages_belong_to_the_holder_alone(
    issued: Award,
    alice: Any,
    omar: Any,
    tarik: Any,
    mina: Any,
    adele: Any,
    signed_in: Any,
    name: str,
) -> None:
    url = reverse(f"certificates:{name}", args=[issued.uuid])
    assert Client().get(url).status_code == 302
    assert signed_in(alice).get(url).status_code == 200
    for other in (omar, tarik, mina, adele):
        assert signed_in(other).get(url).status_code == 404
        assert signed_in(other).post(url, ASKED).status_code in {404, 405}
    assert not CorrectionRequest.objects.exists()


def test_the_credential_is_the_one_that_the_pdf_carries(
    issued: Award, alice: Any, signed_in: Any
) -> None:
    answer = signed_in(alice).get(reverse("certificates:credential", args=[issued.uuid]))
    assert answer["Content-Type"] == "application/vc+ld+json"
    assert "attachment" in answer["Content-Disposition"]
    document = json.loads(answer.content)
    assert document["id"] == f"urn:uuid:{issued.uuid}"
    assert document["credentialStatus"]["statusListIndex"] == str(issued.status_index)
    assert "alice@example.org" not in answer.content.decode()


def test_a_withdrawn_certificate_has_neither_credential_nor_correction(
    issued: Award, alice: Any, adele: Any, signed_in: Any, now: datetime
) -> None:
    revoke_award(issued, by=adele, reason="error", because="Doublon", now=now)
    for name in ("credential", "correction"):
        url = reverse(f"certificates:{name}", args=[issued.uuid])
        assert signed_in(alice).get(url).status_code == 404


def test_the_link_to_linkedin_fills_its_form(issued: Award, alice: Any, signed_in: Any) -> None:
    told = parse_qs(urlsplit(issued.linkedin_url).query)
    assert told["certUrl"] == [absolute_url(issued.get_absolute_url())]
    assert told["certId"] == [issued.number]
    assert told["issueYear"] == [str(issued.issued_at.year)]
    page = signed_in(alice).get(reverse("courses:learning:home")).content.decode()
    assert "Ajouter à LinkedIn" in page


def test_what_is_no_badge_has_no_link_to_linkedin(issued: Award) -> None:
    issued.status_index = None
    assert issued.linkedin_url == ""


def test_asking_for_a_correction_keeps_it_for_somebody_else(
    issued: Award, alice: Any, signed_in: Any
) -> None:
    browser = signed_in(alice)
    url = reverse("certificates:correction", args=[issued.uuid])
    assert 'value="Alice Lefèvre-Nuñez"' in browser.get(url).content.decode()
    page = browser.post(url, ASKED, follow=True)
    assert "Votre demande est envoyée" in page.content.decode()
    request = CorrectionRequest.objects.get()
    assert (request.award, request.name) == (issued, ASKED["name"])
    # The second click, or another day: the first one still waits.
    browser.post(url, {**ASKED, "name": "Autre"})
    assert CorrectionRequest.objects.get().name == ASKED["name"]
    assert "Vous avez demandé une correction" in browser.get(url).content.decode()
    issued.refresh_from_db()
    assert issued.claims["name"] == "Alice Lefèvre-Nuñez"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "obligatoire"),
        ({"name": "李小龍"}, "ne savent pas tracer"),
        ({"name": "Alice Lefèvre-Nuñez"}, "déjà ce que dit"),
        ({"message": ""}, "obligatoire"),
        ({"language": "xx"}, "xx"),
    ],
)
def test_a_wrong_request_says_why_and_loses_nothing(
    issued: Award, alice: Any, signed_in: Any, typed: dict[str, str], sentence: str
) -> None:
    url = reverse("certificates:correction", args=[issued.uuid])
    page = signed_in(alice).post(url, {**ASKED, **typed})
    assert page.status_code == 422
    said = page.content.decode()
    assert sentence in said
    for value in {**ASKED, **typed}.values():
        assert value in said
    assert not CorrectionRequest.objects.exists()


def test_an_accepted_request_gives_a_certificate_in_the_language_asked(
    issued: Award, adele: Any, now: datetime
) -> None:
    request = ask_correction(issued, name="Alice Lefebvre", language="en", message="Né", now=now)
    new = decide_correction(request, by=adele, is_accepted=True, answer="", now=now)
    assert new is not None
    assert (new.language, new.corrected_name) == ("en", "Alice Lefebvre")
    assert new.achieved_on == issued.achieved_on
