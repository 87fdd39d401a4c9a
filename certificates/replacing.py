"""Replacing: a correction is a new document, which says what it replaces and why."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.access import check_may_decide
from certificates.credentials.status import draw_index, open_list, sign_again
from certificates.eligibility import document_needs
from certificates.granting import TRIES, new_number
from certificates.kinds import kind_of
from certificates.models import Award
from courses.jobs.nudging import nudge


@transaction.atomic
def replace_award(
    award: Award,
    *,
    by: Any,
    because: str,
    now: datetime,
    name: str = "",
    language: str = "",
) -> Award:
    """A new award, pending, in place of a standing issued one; the date achieved never moves.

    `name`: the corrected name, when it is not the one of the profile. ValidationError without a
    reason, for one no longer standing, or while the new document lacks something.
    """
    check_may_decide(by, award)
    if not because.strip():
        raise ValidationError(_("Say why this certificate is replaced."))
    # The update comes first: of two replacements at once, one finds nothing left to replace.
    taken = Award.objects.issued().standing().filter(pk=award.pk)
    if not taken.update(
        replaced_at=now, replaced_because=because.strip()[:300], replaced_on_behalf_of=by
    ):
        raise ValidationError(_why_not(award))
    current = Award.objects.with_all().get(pk=award.pk)
    kept_name = name or current.corrected_name
    if needs := document_needs(kind_of(current.kind), current.enrolment, name=kept_name):
        raise ValidationError([one.sentence for one in needs])
    successor = _successor(current, kept_name, language, by, now)
    Award.objects.filter(pk=current.pk).update(replaced_by=successor)
    # What its holder asks is still to be answered: about the new one.
    current.correction_requests.filter(decided_at=None).update(award=successor)
    sign_again(current.status_list, now=now)
    nudge(Award.TASK, successor.uuid)
    return successor


def _why_not(award: Award) -> str:
    state = Award.objects.filter(pk=award.pk).values_list("state", flat=True).first()
    if state != Award.State.ISSUED:
        return _("This certificate is still being made.")
    return _("This certificate is no longer the one that counts.")


def _successor(award: Award, name: str, language: str, by: Any, now: datetime) -> Award:
    """What the new one takes over: all that was earned, and when."""
    place = open_list(now) if kind_of(award.kind).IS_CREDENTIAL else None
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                made: Award = Award.objects.create(
                    kind=award.kind,
                    language=language or award.language,
                    number=new_number(now),
                    enrolment=award.enrolment,
                    completion=award.completion,
                    granted_at=now,
                    granted_by=by,
                    due_at=now,
                    achieved_on=award.achieved_on,
                    evidence=award.evidence,
                    corrected_name=name,
                    status_list=place,
                    status_index=draw_index() if place else None,
                )
        except IntegrityError:
            continue  # a number or a place already taken
        return made
    raise RuntimeError("no free number nor place after several draws")
