"""Award: one row a document. Also the index of the tables of this application's packages."""

import secrets
from datetime import date
from typing import Any, ClassVar, Self
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from certificates.credentials.models import LIST_SIZE, StatusList
from certificates.keys.models import SigningKey
from certificates.kinds import KIND_CHOICES, kind_of
from certificates.papers.models import Template, TemplateVersion
from courses.enrolment.models import Enrolment
from courses.jobs.models import Job, JobQuerySet
from courses.learning.models import Completion

__all__ = [
    "Award",
    "CorrectionRequest",
    "SigningKey",
    "StatusList",
    "Template",
    "TemplateVersion",
]

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

    def with_all(self) -> Self:
        """With whatever wording and issuing read."""
        return self.select_related(
            "enrolment__person",
            "enrolment__course",
            "enrolment__organisation",
            "enrolment__required_version",
            "completion__course_version",
            "status_list",
            "replaces",
        )

    def issued(self) -> Self:
        return self.filter(state=Award.State.ISSUED)

    def withdrawn(self) -> Self:
        """Issued, then replaced or revoked: machines that read the status list must see it."""
        return self.issued().exclude(replaced_at__isnull=True, revoked_at__isnull=True)


class Award(Job):
    """The recorded grant of a document; after "issued" its claims and bytes never change."""

    TASK = "certificates.issue"

    class State(models.TextChoices):
        PENDING = "pending", _("being prepared")
        ISSUED = "issued", _("issued")
        FAILED = "failed", _("failed")
        BLOCKED = "blocked", _("blocked")

    class Reason(models.TextChoices):
        """Why one is revoked, in words that may be public."""

        ERROR = "error", _("issued by mistake")
        FRAUD = "fraud", _("obtained unduly")
        REQUEST = "request", _("at the person’s request")
        COMPROMISED = "compromised", _("the key of the seal is no longer safe")

    kind = models.CharField(_("kind"), max_length=20, choices=KIND_CHOICES)
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
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who confirmed it; None for one that the course gives by itself."""
    corrected_name = models.CharField(_("corrected name"), max_length=120, blank=True)
    """The name that a correction gave; empty: the person's own."""
    status_list = models.ForeignKey(
        StatusList, models.PROTECT, null=True, blank=True, related_name="awards"
    )
    status_index = models.PositiveIntegerField(null=True, blank=True, editable=False)
    """Its place in that list, drawn by chance: it tells neither order nor number."""
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_as = models.CharField(
        _("nature of the revocation"), max_length=12, choices=Reason, blank=True
    )
    revoked_because = models.CharField(_("reason of the revocation"), max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    replaced_because = models.CharField(_("reason of the replacement"), max_length=300, blank=True)
    replaced_on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who had it replaced."""
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
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="one_award_a_place_in_a_list"
            ),
            models.CheckConstraint(
                condition=Q(status_index__isnull=True) | Q(status_index__lt=LIST_SIZE),
                name="status_index_in_its_list",
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
            "revoked_as",
            "revoked_because",
            "revoked_by",
            "replaced_at",
            "replaced_by",
            "replaced_because",
            "replaced_on_behalf_of",
            "erased_at",
        }
    )

    def __str__(self) -> str:
        return self.number

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def is_withdrawn(self) -> bool:
        return self.revoked_at is not None or self.replaced_at is not None

    @property
    def is_credential(self) -> bool:
        """Whether its PDF carries a machine-readable credential."""
        return self.status_index is not None

    @property
    def shown_code(self) -> str:
        """The code in groups that an eye can follow: XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX."""
        groups = [self.code[at : at + 5] for at in range(0, 20, 5)]
        return "-".join([*groups, self.code[20:]])

    def get_absolute_url(self) -> str:
        """Its public verification."""
        return reverse("certificates:verification", args=[self.code])

    def verdict_on(self, day: date) -> str:
        """What its verification says: revoked, replaced, expired or valid."""
        if self.revoked_at is not None:
            return "revoked"
        if self.replaced_at is not None:
            return "replaced"
        return "expired" if self.expires_on is not None and self.expires_on < day else "valid"

    @property
    def file_stem(self) -> str:
        """Name of its file, without its ending: what it is, of what, for whom."""
        said = (self.claims.get(key, "") for key in ("title", "course", "name"))
        return slugify(" ".join(said), allow_unicode=True)[:150] or self.number

    @property
    def title(self) -> str:
        """What the document is called, as written on it or as it will be."""
        return str(self.claims.get("title") or kind_of(self.kind).title())

    @property
    def linkedin_url(self) -> str:
        """A plain link that fills a form of LinkedIn; empty for what is no badge."""
        if not self.is_credential or self.issued_at is None:
            return ""
        told = {
            "startTask": "CERTIFICATION_NAME",
            "name": f"{self.claims['title']} – {self.claims['course']}",
            "organizationName": self.claims["issuer"],
            "issueYear": self.issued_at.year,
            "issueMonth": self.issued_at.month,
            "certUrl": self.claims["url"],
            "certId": self.number,
        }
        return f"https://www.linkedin.com/profile/add?{urlencode(told)}"

    @property
    def course_title(self) -> str:
        """As it is written on the document, or of today while there is none."""
        return str(self.claims.get("course") or self.enrolment.course)


class CorrectionRequest(models.Model):
    """What the holder of a certificate asks: another spelling of the name, another language.

    Decided by somebody else, once; an accepted one is a replacement.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="correction_requests")
    name = models.CharField(_("first name and last name, as they should read"), max_length=120)
    language = models.CharField(_("language of the document"), max_length=10)
    message = models.CharField(_("why"), max_length=300)
    asked_at = models.DateTimeField(_("asked at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_accepted = models.BooleanField(_("accepted"), default=False)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["award"], condition=Q(decided_at=None), name="one_open_request_an_award"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | Q(is_accepted=False),
                name="accepted_request_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


def normalised_code(typed: str) -> str:
    """A code as stored, from what a person typed: case, spaces, dashes, and O, I, L forgiven."""
    bare = "".join(one for one in typed.upper() if one.isalnum())
    return bare.translate(str.maketrans("OIL", "011"))
