"""Asking for a correction, and deciding: the holder asks, somebody else answers."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.access import check_may_decide
from certificates.models import Award, CorrectionRequest
from certificates.replacing import replace_award
from courses.messaging.sending import write_mail
from courses.person import person_of


def ask_correction(
    award: Award, *, name: str, language: str, message: str, now: datetime
) -> CorrectionRequest:
    """The request for another spelling or language: made now, or the one that waits already.

    ValidationError for a document no longer standing, or when nothing would change.
    """
    if not award.is_issued:
        raise ValidationError(_("This certificate is still being made."))
    if award.is_withdrawn:
        raise ValidationError(_("This certificate is no longer the one that counts."))
    if (name, language) == (award.claims["name"], award.language):
        raise ValidationError(_("This is already what the certificate says."))
    try:
        with transaction.atomic():
            return CorrectionRequest.objects.create(
                award=award, name=name, language=language, message=message, asked_at=now
            )
    except IntegrityError:
        return CorrectionRequest.objects.get(award=award, decided_at=None)


@transaction.atomic
def decide_correction(
    request: CorrectionRequest, *, by: Any, is_accepted: bool, answer: str, now: datetime
) -> Award | None:
    """Accept, which replaces the document and returns the new one; or refuse, with an answer.

    ValidationError for one's own request, one already decided, or a refusal without a reason.
    """
    award = request.award
    check_may_decide(by, award)
    if not is_accepted and not answer.strip():
        raise ValidationError(_("Say why this is refused."))
    decided = CorrectionRequest.objects.filter(pk=request.pk, decided_at=None).update(
        decided_at=now, decided_by=by, is_accepted=is_accepted, answer=answer.strip()[:300]
    )
    if not decided:
        raise ValidationError(_("Somebody has already answered."))
    if is_accepted:
        return replace_award(
            award,
            by=by,
            because=request.message,
            now=now,
            name=request.name,
            language=request.language,
        )
    _tell_refusal(award, request, answer, now)
    return None


def _tell_refusal(award: Award, request: CorrectionRequest, answer: str, now: datetime) -> None:
    person = award.enrolment.person
    if person is None:
        return
    # The document that replaces the one in question may still be without its wording.
    name = award.claims.get("name") or person_of(person).name
    with translation.override(award.language):
        write_mail(
            person,
            key=f"correction-refused:{request.uuid}",
            subject=_("About the correction of your certificate"),
            body=_(
                "Hello %(name)s,\n\n"
                "The correction that you asked of certificate %(number)s was not made:\n"
                "%(answer)s\n\n"
                "You may ask again with other elements.\n"
            )
            % {"name": name, "number": award.number, "answer": answer.strip()},
            now=now,
        )
