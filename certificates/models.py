"""Award: one row a document."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import Enrolment
from courses.jobs.models import Job, JobQuerySet
from courses.learning.models import Completion

# Crockford's alphabet: read aloud or copied by hand, no letter passes for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 26  # 26 × 5 bits: 128 bits of chance and two to spare


def new_code() -> str:
    """A public code that nobody can guess, and that says nothing."""
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


class AwardQuerySet(JobQuerySet):
    def standing(self) -> Self:
        """Neither replaced nor revoked."""
        return self.filter(replaced_at__isnull=True, revoked_at__isnull=True)

    def issued(self) -> Self:
        return self.filter(state=Award.State.ISSUED)


class Award(Job):
    """The recorded grant of a document; after "issued" its claims and bytes never change."""

    TASK = "certificates.issue"

    class State(models.TextChoices):
        PENDING = "pending", _("being prepared")
        ISSUED = "issued", _("issued")
        FAILED = "failed", _("failed")
        BLOCKED = "blocked", _("blocked")

    class Kind(models.TextChoices):
        FOLLOWED = "followed", _("certificate of attendance (online course)")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=10, default="fr")
    code = models.CharField(_("code"), max_length=26, unique=True, default=new_code)
    number = models.CharField(_("number"), max_length=20, unique=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="awards")
    completion = models.ForeignKey(
        Completion, models.PROTECT, null=True, blank=True, related_name="awards"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    granted_at = models.DateTimeField(_("granted at"))
    achieved_on = models.DateField(_("achieved on"))
    claims = models.JSONField(_("wording"), default=dict)
    evidence = models.JSONField(_("evidence"), default=dict)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    file = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_because = models.CharField(_("reason of the revocation"), max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    erased_at = models.DateTimeField(_("name erased at"), null=True, blank=True)

    objects: ClassVar[Any] = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=Q(replaced_at__isnull=True, revoked_at__isnull=True),
                name="one_standing_award",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (Q(issued_at__isnull=False) & ~Q(sha256="") & ~Q(claims={})),
                name="issued_award_is_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="award_due")]

    # What may still change once issued: its working state's traces, and what happens to it later.
    FREE: ClassVar[frozenset[str]] = frozenset(
        {
            "due_at",
            "claimed_until",
            "claim_id",
            "attempts",
            "cause",
            "revoked_at",
            "revoked_because",
            "revoked_by",
            "replaced_at",
            "replaced_by",
            "erased_at",
        }
    )

    def __str__(self) -> str:
        return self.number

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def shown_code(self) -> str:
        """The code in groups that an eye can follow: XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX."""
        groups = [self.code[at : at + 5] for at in range(0, 20, 5)]
        return "-".join([*groups, self.code[20:]])

    def get_absolute_url(self) -> str:
        """Its public verification."""
        return reverse("certificates:verification", args=[self.code])

    @property
    def course_title(self) -> str:
        """As it is written on the document, or of today while there is none."""
        return str(self.claims.get("course") or self.enrolment.course)


def normalised_code(typed: str) -> str:
    """A code as stored, from what a person typed: case, spaces, dashes, and O, I, L forgiven."""
    bare = "".join(one for one in typed.upper() if one.isalnum())
    return bare.translate(str.maketrans("OIL", "011"))
