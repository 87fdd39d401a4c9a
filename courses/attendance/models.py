"""Meeting, PaperSheet, Signature."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.attendance.times import PARIS, validate_zone
from courses.enrolment.models import Cohort, Enrolment


class MeetingQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def meant_for(self, enrolment: Enrolment) -> Self:
        """Those that this person attends: their cohort's, and the individual ones of their own."""
        theirs = Q(enrolment__isnull=True) | Q(enrolment=enrolment)
        return self.filter(theirs, cohort=enrolment.cohort_id)

    def awaiting_countersignature(self, now: datetime) -> Self:
        """Over, signed by somebody, and attested by no trainer yet."""
        over = self.filter(is_countersigned=True, last_number__gt=0, ends_at__lte=now)
        return over.exclude(signatures__kind="counter_signature")


class Meeting(models.Model):
    """A dated gathering of a cohort, signed line by line on a sheet of its own.

    Once it has a line, what the line proves (FACTS) never changes: the database refuses.
    """

    class Kind(models.TextChoices):
        HALF_DAY = "half_day", _("half-day")
        SESSION = "session", pgettext_lazy("meeting", "session")
        INDIVIDUAL = "individual", _("individual meeting")
        WEBINAR = "webinar", _("webinar")

    FACTS: ClassVar = (
        "uuid",
        "cohort",
        "enrolment",
        "kind",
        "starts_at",
        "ends_at",
        "time_zone",
        "is_countersigned",
        "cancelled_at",
        "cancelled_because",
    )

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="meetings")
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="individual_meetings"
    )
    """For whom, when it is individual."""
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.HALF_DAY)
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=PARIS, validators=[validate_zone]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.CharField(
        _("link"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    is_countersigned = models.BooleanField(_("counter-signed by the trainer"), default=True)
    """Then presence is signed by hand, and counts once counter-signed; else it is a simple tick."""
    opens_before = models.PositiveSmallIntegerField(_("signing opens, minutes before"), default=15)
    closes_after = models.PositiveSmallIntegerField(_("signing closes, minutes after"), default=30)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_because = models.CharField(_("reason"), max_length=300, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    last_number = models.PositiveIntegerField(_("lines"), default=0, editable=False)
    last_hash = models.CharField(max_length=64, blank=True, editable=False)
    """The end of the sheet: without it, lines taken from the end would not be missed."""

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering: ClassVar = ["starts_at", "position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(kind="individual", enrolment__isnull=False)
                | (~Q(kind="individual") & Q(enrolment=None)),
                name="meeting_individual_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="meeting_cancelled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def day(self) -> date:
        """The date on the wall of the place where it is held."""
        return self.starts_at.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        return self.ends_at.astimezone(self.zone).date()

    @property
    def minutes(self) -> int:
        """As they pass: the night when clocks change has one hour more, or less."""
        # Two instants of the same zone would be subtracted as clocks on a wall.
        lasted = self.ends_at.astimezone(UTC) - self.starts_at.astimezone(UTC)
        return int(lasted.total_seconds() // 60)

    @property
    def opens_at(self) -> datetime:
        """When signing opens."""
        return self.starts_at.astimezone(UTC) - timedelta(minutes=self.opens_before)

    @property
    def closes_at(self) -> datetime:
        """When signing closes."""
        return self.ends_at.astimezone(UTC) + timedelta(minutes=self.closes_after)

    def is_open(self, now: datetime) -> bool:
        return self.cancelled_at is None and self.opens_at <= now <= self.closes_at


class PaperSheet(models.Model):
    """The photograph of a sheet signed on paper, from which lines were keyed in."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="paper_sheets")
    image = models.CharField(_("image"), max_length=200, blank=True)
    """Its name in `storing.attendance_storage`; empty once the legal period is over."""
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("received at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper sheet")
        verbose_name_plural = _("paper sheets")

    def __str__(self) -> str:
        return str(self.uuid)


class SignatureQuerySet(models.QuerySet[Any]):
    def marks(self) -> Self:
        """What says that somebody was there, or was not: presences and their corrections."""
        return self.filter(kind__in=[Signature.Kind.PRESENCE, Signature.Kind.CORRECTION])

    def countersignatures(self) -> Self:
        return self.filter(kind=Signature.Kind.COUNTER_SIGNATURE)

    def in_order(self) -> Self:
        """As they were added, with whatever their hash is made of."""
        return self.select_related("meeting", "enrolment", "corrects", "paper_sheet").order_by(
            "meeting", "number"
        )


class Signature(models.Model):
    """One line of a sheet, added and never changed; each holds the hash of the one before.

    What names people is under a salted digest: `keeping` may blank it, the chain still holds.
    """

    class Kind(models.TextChoices):
        PRESENCE = "presence", _("presence")
        COUNTER_SIGNATURE = "counter_signature", _("counter-signature")
        CORRECTION = "correction", _("correction")

    class Means(models.TextChoices):
        SCAN = "scan", _("code scanned")
        PERSONAL_LINK = "personal_link", _("personal link")
        TRAINER_DEVICE = "trainer_device", _("trainer’s device")
        TICKED = "ticked", _("ticked by the trainer")
        PAPER = "paper", _("paper")
        SITE = "site", _("on the site")

    class Gesture(models.TextChoices):
        DRAWN = "drawn", _("signature drawn")
        TYPED = "typed", _("name typed")
        NONE = "", _("no signature by hand")

    SIGNER: ClassVar = ("person_ref", "name", "typed_name", "image", "image_sha256", "reason")
    AUTHOR: ClassVar = ("author_ref", "author_name")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="signatures")
    number = models.PositiveIntegerField(_("line"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    """Whose presence; none for a counter-signature."""
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    means = models.CharField(_("means"), max_length=20, choices=Means)
    gesture = models.CharField(_("gesture"), max_length=10, choices=Gesture, blank=True)
    consent = models.CharField(_("wording agreed to"), max_length=20, blank=True)
    signed_at = models.DateTimeField(_("signed at"))
    late_minutes = models.PositiveSmallIntegerField(_("minutes late"), default=0)
    early_minutes = models.PositiveSmallIntegerField(_("minutes left early"), default=0)
    is_absent = models.BooleanField(_("absent"), default=False)
    paper_sheet = models.ForeignKey(
        PaperSheet, models.PROTECT, null=True, blank=True, related_name="signatures"
    )

    # Who signs, and about whom: erased when the legal period is over.
    salt = models.CharField(max_length=32, blank=True, editable=False)
    person_ref = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    """The primary key of the account of who signs, as text: the account may go before the proof."""
    name = models.CharField(_("name"), max_length=254, blank=True)
    typed_name = models.CharField(_("name typed"), max_length=120, blank=True)
    image = models.CharField(_("image of the signature"), max_length=200, blank=True)
    image_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    person_digest = models.CharField(max_length=64, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    # In whose session it was written: the person, or the trainer whose device or keyboard it was.
    author_salt = models.CharField(max_length=32, blank=True, editable=False)
    author_ref = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    author_name = models.CharField(_("written by"), max_length=254, blank=True)
    author_digest = models.CharField(max_length=64, editable=False)

    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(_("fingerprint"), max_length=64, editable=False)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an attendance sheet")
        verbose_name_plural = _("lines of attendance sheets")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="signature_number"),
            models.UniqueConstraint(
                fields=["meeting", "enrolment"],
                condition=Q(kind="presence"),
                name="signature_one_presence",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(kind="counter_signature"),
                name="signature_one_counter_signature",
            ),
            models.CheckConstraint(
                condition=Q(kind="counter_signature", enrolment=None)
                | (~Q(kind="counter_signature") & Q(enrolment__isnull=False)),
                name="signature_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction") | Q(corrects=None, is_absent=False),
                name="signature_corrections_correct",
            ),
            models.CheckConstraint(
                condition=Q(means="paper", paper_sheet__isnull=False)
                | (~Q(means="paper") & Q(paper_sheet=None)),
                name="signature_on_paper_has_its_sheet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_from_paper(self) -> bool:
        return self.means == self.Means.PAPER

    @property
    def missed_minutes(self) -> int:
        return self.late_minutes + self.early_minutes
