"""The page of sent mails: readable in development, absent in production."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse

from mooc import mails


@pytest.fixture
def sent(settings: Any) -> Path:
    """Two connections: one that sent two mails, then one that sent one."""
    folder = Path(settings.EMAIL_FILE_PATH)
    first = EmailBackend(file_path=str(folder))
    first.send_messages([_mail("Première clé"), _mail("Deuxième clé")])
    for old in folder.iterdir():
        os.utime(old, (1_000_000_000, 1_000_000_000))
    EmailBackend(file_path=str(folder)).send_messages([_mail("Troisième clé")])
    return folder


def _mail(subject: str) -> EmailMessage:
    body = "Votre code : 1234 <b>\nhttp://localhost:8000/compte/"
    return EmailMessage(subject, body, "x@example.org", ["alice@example.org"])


@pytest.mark.django_db
def test_list_shows_the_newest_first(client: Client, sent: Path) -> None:
    text = client.get(reverse("mails")).content.decode()
    places = [text.index(f"{rank} clé") for rank in ("Troisième", "Deuxième", "Première")]
    assert places == sorted(places)


@pytest.mark.django_db
def test_one_is_shown_as_decoded_text(client: Client, sent: Path) -> None:
    name = mails.read_mails(min(sent.iterdir(), key=lambda file: file.stat().st_mtime))[1].name
    text = client.get(reverse("mail", args=[name])).content.decode()
    assert "Deuxième clé" in text
    assert "Votre code : 1234 &lt;b&gt;" in text
    assert '<a href="http://localhost:8000/compte/"' in text


@pytest.mark.django_db
def test_empty_folder_says_what_to_do(client: Client) -> None:
    assert 'class="empty"' in client.get(reverse("mails")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../secret_key", "..%2Fsecret_key", "nothing"])
def test_other_files_cannot_be_read(client: Client, sent: Path, name: str) -> None:
    assert client.get(f"/courriels/{name}/").status_code == 404


@pytest.mark.parametrize("change", [{"PRODUCTION": True}, {"SHOWS_MAILS": False}])
def test_refused_in_production(rf: RequestFactory, settings: Any, change: dict[str, bool]) -> None:
    for name, value in change.items():
        setattr(settings, name, value)
    with pytest.raises(Http404):
        mails.list_mails(rf.get("/courriels/"))
    with pytest.raises(Http404):
        mails.show_mail(rf.get("/courriels/x/"), name="x")
