"""A person's part of what awards hold."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.models import Award
from certificates.storing import document_storage
from courses.hooks import Kept


class AwardData:
    """Export, and erasure that leaves what a verifier needs: no name, no file."""

    def export(self, user: Any) -> dict[str, Any]:
        awards = Award.objects.filter(enrolment__person=user).order_by("granted_at")
        return {
            "awards": [
                {
                    "number": award.number,
                    "code": award.shown_code,
                    "state": award.get_state_display(),
                    "achieved_on": award.achieved_on.isoformat(),
                    "issued_at": award.issued_at.isoformat() if award.issued_at else None,
                    "wording": award.claims,
                    "sha256": award.sha256,
                }
                for award in awards
            ]
        }

    def kept(self, user: Any) -> list[Kept]:
        if not Award.objects.issued().filter(enrolment__person=user).exists():
            return []
        return [
            Kept(
                _("Of each certificate: its number, code, course, dates and fingerprint, no name."),
                _("So that whoever holds the document can still have it checked."),
            )
        ]

    def erase(self, user: Any, *, now: datetime) -> None:
        storage = document_storage()
        for award in Award.objects.select_for_update().filter(enrolment__person=user):
            claims = {key: value for key, value in award.claims.items() if key != "name"}
            name = award.file
            award.correction_requests.all().delete()
            if award.is_issued:
                Award.objects.filter(pk=award.pk).update(
                    claims=claims, corrected_name="", file="", erased_at=now
                )
            else:
                _delete(award)
            if name and not Award.objects.filter(file=name).exists():
                # The bytes go once the name is gone for good, not with a transaction undone.
                transaction.on_commit(partial(storage.delete, name), robust=True)


def _delete(award: Award) -> None:
    """An award never issued goes; the one that it was to replace stays replaced."""
    Award.objects.filter(replaced_by=award).update(replaced_by=None)
    award.delete()
