"""The row of a job, its claim, and the claim of periodic work."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(seconds=120)
# After each failure the job waits longer; after the last one a person has to look.
DELAYS = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
MAX_ATTEMPTS = 8


class JobState(models.TextChoices):
    PENDING = "pending", _("pending")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    BLOCKED = "blocked", _("blocked")


class JobQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Still to be done."""
        return self.filter(state__in=self.model.OPEN_STATES)

    def due(self, now: datetime) -> Self:
        """Open, due, and held by no worker."""
        return self.open().filter(
            Q(claimed_until__isnull=True) | Q(claimed_until__lte=now),
            due_at__lte=now,
            attempts__lt=MAX_ATTEMPTS,
        )

    def lost(self, now: datetime) -> Self:
        """Those whose last attempt killed its worker."""
        return self.open().filter(attempts__gte=MAX_ATTEMPTS, claimed_until__lte=now)

    def give_up(self, now: datetime) -> int:
        """Mark the lost ones as failed."""
        return self.lost(now).update(state=JobState.FAILED, claimed_until=None, cause="worker lost")

    def claim(self, uuid: UUID | str, now: datetime) -> Any | None:
        """Take one due job for `LEASE`, or None: one conditional UPDATE on every engine."""
        claim_id = uuid4()
        taken = (
            self.due(now)
            .filter(uuid=uuid)
            .update(claimed_until=now + LEASE, claim_id=claim_id, attempts=F("attempts") + 1)
        )
        return self.get(claim_id=claim_id) if taken else None


class Job(models.Model):
    """Work to be done once. Subclasses add their own state where `done` has another name."""

    OPEN_STATES: ClassVar[Iterable[str]] = (JobState.PENDING,)
    TASK: ClassVar[str]
    """Name of the Celery task that does it, given the row's uuid."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.PENDING)
    due_at = models.DateTimeField(_("due at"))
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    claim_id = models.UUIDField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    cause = models.CharField(_("cause of the last failure"), max_length=300, blank=True)

    objects: ClassVar[Any] = JobQuerySet.as_manager()

    class Meta:
        abstract = True

    def mine(self) -> Any:
        """This row, if the claim it was loaded with still holds it and it is still open."""
        return type(self)._default_manager.filter(
            pk=self.pk, claim_id=self.claim_id, state__in=self.OPEN_STATES
        )

    def put_back(self, cause: str, *, now: datetime) -> bool:
        """Give the job back after a failure, to be tried later; False once it is given up."""
        gave_up = self.attempts >= MAX_ATTEMPTS
        delay = DELAYS[min(self.attempts, len(DELAYS)) - 1]
        self.mine().update(
            state=JobState.FAILED if gave_up else self.state,
            due_at=now + delay,
            claimed_until=None,
            cause=cause[:300],
        )
        return not gave_up


class PeriodicRun(models.Model):
    """The last time that a periodic task ran: claimed first, so that two beats do no harm."""

    name = models.CharField(max_length=60, primary_key=True)
    ran_at = models.DateTimeField()

    @classmethod
    def claim(cls, name: str, *, every: timedelta, now: datetime) -> bool:
        """True for the only caller who may run `name` now."""
        if cls.objects.filter(name=name, ran_at__lte=now - every).update(ran_at=now):
            return True
        _run, is_first = cls.objects.get_or_create(name=name, defaults={"ran_at": now})
        return is_first

    @classmethod
    def note(cls, name: str, *, now: datetime) -> None:
        """It runs now, whenever it ran before."""
        cls.objects.update_or_create(name=name, defaults={"ran_at": now})
