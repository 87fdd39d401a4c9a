"""The documents of a cohort in one ZIP, sent as it is made: one PDF in memory at a time."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.models import Award
from certificates.storing import read

logger = logging.getLogger(__name__)


class _Outbox:
    """What a ZipFile has written and nobody has taken yet. It cannot go back."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do."""

    def take(self) -> bytes:
        taken = b"".join(self._written)
        self._written.clear()
        return taken


def zip_of(awards: Iterable[Award], *, now: datetime) -> Iterator[bytes]:
    """The ZIP, piece by piece. A document that cannot be read is named in a text inside."""
    outbox = _Outbox()
    lost: list[str] = []
    with ZipFile(outbox, "w", ZIP_STORED) as archive:  # type: ignore[call-overload]
        for award in awards:
            pdf = _kept(award)
            if pdf is None:
                lost.append(f"{award.number}  {award.claims.get('name', '')}")
                continue
            # The number makes the name unique; it is already compressed inside.
            _add(archive, f"{award.file_stem}-{award.number.lower()}.pdf", pdf, now)
            yield outbox.take()
        if lost:
            _add(archive, _("MISSING.txt"), _lost_text(lost).encode(), now)
    yield outbox.take()


def _kept(award: Award) -> bytes | None:
    """Its very bytes; None when they are gone or are no longer the same."""
    try:
        pdf = read(award.file)
    except Exception:
        # Whatever a storage raises: the others must still be sent.
        logger.exception("document not readable", extra={"award": str(award.uuid)})
        return None
    if hashlib.sha256(pdf).hexdigest() != award.sha256:
        logger.error("document altered in its storage", extra={"award": str(award.uuid)})
        return None
    return pdf


def _add(archive: ZipFile, name: str, content: bytes, now: datetime) -> None:
    archive.writestr(ZipInfo(name, timezone.localtime(now).timetuple()[:6]), content)


def _lost_text(lost: list[str]) -> str:
    sentence = _("These documents could not be read in their storage; tell whoever runs the site:")
    return "\r\n".join([sentence, "", *lost, ""])
