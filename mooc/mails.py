"""The mails that left, as a page: in development only, where they are written to a folder."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

SHOWN = 100
# Django's file backend writes this line after each message.
SEPARATOR = b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """One mail as it is shown: `name` is its file's, with its rank in the file."""

    name: str
    at: datetime
    subject: str
    to: str
    text: str
    attachments: list[str]


@require_safe
def list_mails(request: HttpRequest) -> HttpResponse:
    _refuse_in_production()
    files = sorted(_folder().glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    mails = [mail for file in files[:SHOWN] for mail in reversed(read_mails(file))]
    return render(request, "mooc/mails.html", {"mails": mails[:SHOWN]})


@require_safe
def show_mail(request: HttpRequest, name: str) -> HttpResponse:
    _refuse_in_production()
    # Looked up among what is there: a name never becomes a path.
    for file in _folder().glob("*.log"):
        for mail in read_mails(file):
            if mail.name == name:
                return render(request, "mooc/mail.html", {"mail": mail})
    raise Http404


def read_mails(file: Path) -> list[Mail]:
    """The mails of one file: a connection that sends three writes three."""
    at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    parts = [part for part in file.read_bytes().split(SEPARATOR) if part.strip()]
    return [_read(part, f"{file.stem}-{rank}", at) for rank, part in enumerate(parts)]


def _read(raw: bytes, name: str, at: datetime) -> Mail:
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    body = message.get_body(("plain", "html"))
    return Mail(
        name=name,
        at=at,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        text=body.get_content() if body else "",
        attachments=[part.get_filename() or "" for part in message.iter_attachments()],
    )


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _refuse_in_production() -> None:
    """The address does not exist there either; this holds if someone adds it."""
    if settings.PRODUCTION or not settings.SHOWS_MAILS:
        raise Http404
