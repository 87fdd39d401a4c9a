"""Who may give certificates, and decide about them: one answer for views, templates and acts."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from certificates.models import Award
from courses.enrolment.models import Cohort, Enrolment, Role

AWARDING = (Role.Kind.TRAINER, Role.Kind.ORGANISER)
"""Authors write and mentors accompany: neither gives certificates."""


def awardable_cohorts(person: Any) -> QuerySet[Cohort]:
    """The cohorts whose certificates this person may give."""
    if not person.is_authenticated:
        return Cohort.objects.none()
    if _is_staff(person):
        return Cohort.objects.all()
    roles = Role.objects.filter(person=person, kind__in=AWARDING)
    return Cohort.objects.filter(
        Q(pk__in=roles.filter(cohort__isnull=False).values("cohort"))
        | Q(course__in=roles.filter(course__isnull=False).values("course"))
    )


def may_award_somewhere(person: Any) -> bool:
    """Whether there is anything for them on these screens, be it a course without a cohort yet."""
    if not person.is_authenticated:
        return False
    return _is_staff(person) or Role.objects.filter(person=person, kind__in=AWARDING).exists()


def may_award(person: Any, cohort: Cohort) -> bool:
    """May give the certificates of this cohort: site staff, its trainers and organisers."""
    return _may_award(person, cohort.pk)


def may_decide(person: Any, award: Award) -> bool:
    """May replace or revoke it, and answer what its holder asks: never one's own."""
    enrolment = award.enrolment
    return enrolment.person_id != person.pk and _may_award(person, enrolment.cohort_id)


def check_may_decide(by: Any | None, award: Award) -> None:
    """For acts: ValidationError about one's own, PermissionDenied for who has no say in it.

    `by` None: the site itself decides, which no person asked for.
    """
    if by is None or may_decide(by, award):
        return
    if award.enrolment.person_id == by.pk:
        raise ValidationError(_("Somebody else decides about your own certificate."))
    raise PermissionDenied


def grantable(by: Any, enrolments: Iterable[Enrolment]) -> list[Enrolment]:
    """Those to whom this person may give a certificate: theirs never among them."""
    others = [one for one in enrolments if one.person_id != by.pk]
    if _is_staff(by) or not others:
        return others
    cohorts = {one.cohort_id for one in others}
    mine = set(awardable_cohorts(by).filter(pk__in=cohorts).values_list("pk", flat=True))
    return [one for one in others if one.cohort_id in mine]


def _may_award(person: Any, cohort: int) -> bool:
    if person.is_authenticated and _is_staff(person):
        return True
    return awardable_cohorts(person).filter(pk=cohort).exists()


def _is_staff(person: Any) -> bool:
    # A host's user model may know no staff.
    return bool(getattr(person, "is_staff", False))
