"""Who issues: for people and for machines, without an account."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.credentials.issuer import issuer_did
from certificates.credentials.models import StatusList
from certificates.keys.models import SigningKey
from certificates.models import Award
from certificates.withdrawing import sign_status_list

pytestmark = pytest.mark.django_db


def _json(name: str, *args: Any) -> Any:
    answer = Client().get(reverse(f"certificates:{name}", args=args))
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    return json.loads(answer.content)


def test_the_page_names_every_key_and_those_no_longer_safe(issued: Award, now: datetime) -> None:
    page = Client().get(reverse("certificates:issuer")).content.decode()
    for key in SigningKey.objects.all():
        assert key.short_id in page
    assert "plus sûre" not in page
    SigningKey.objects.filter(use=SigningKey.Use.SEAL).update(compromised_at=now)
    assert "plus sûre depuis" in Client().get(reverse("certificates:issuer")).content.decode()


def test_the_page_before_the_first_certificate(db: None) -> None:
    page = Client().get(reverse("certificates:issuer"))
    assert "Aucune attestation n’a encore été délivrée." in page.content.decode()


def test_the_did_document_holds_the_key_that_signed(issued: Award, now: datetime) -> None:
    document = _json("did")
    (method,) = document["verificationMethod"]
    assert document["id"] == issuer_did() == "did:web:localhost%3A8000:attestations:emetteur"
    assert document["assertionMethod"] == [method["id"]]
    SigningKey.objects.update(compromised_at=now)
    assert _json("did")["verificationMethod"] == []


def test_the_profile_says_who_issues(settings: Any, db: None) -> None:
    profile = _json("issuer_profile")
    assert profile["name"] == settings.CERTIFICATES_ISSUER["name"]
    assert profile["id"] == issuer_did()


def test_the_status_list_is_what_a_worker_signed(issued: Award, now: datetime) -> None:
    status_list = StatusList.objects.get()
    url = reverse("certificates:status_list", args=[status_list.number])
    assert Client().get(url).status_code == 404
    assert sign_status_list(status_list.uuid, now=now)
    assert _json("status_list", status_list.number)["issuer"] == issuer_did()
    assert Client().get(reverse("certificates:status_list", args=[9])).status_code == 404
