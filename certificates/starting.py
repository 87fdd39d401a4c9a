"""What the application joins when it starts: completions, pages, personal data."""

from typing import Any

from django.db.models.signals import post_migrate
from django.utils import timezone

from certificates.contributing import AwardContributor, desks
from certificates.granting import grant, grant_due, unblock
from certificates.models import Award
from certificates.personal_data import AwardData
from courses import hooks
from courses.catalogue.models import CourseVersion
from courses.jobs.sweeping import before_sweep
from courses.learning.models import Completion
from courses.signals import course_completed, person_changed
from courses.versioning import guard


def on_course_completed(completion: Completion, **_kwargs: Any) -> None:
    if completion.course_version.awarding == CourseVersion.Awarding.AUTOMATIC:
        grant(completion, now=completion.completed_at)


def on_person_changed(user: Any, **_kwargs: Any) -> None:
    now = timezone.now()
    grant_due(now, person=user)
    unblock(user, now=now)


def install_guard(using: str = "default", **_kwargs: Any) -> None:
    """After issue, claims and bytes never change, but to erase a name at its owner's request."""
    guard(
        Award,
        Award.FREE,
        when="OLD.state = 'issued' AND (NEW.erased_at IS NULL OR OLD.erased_at IS NOT NULL)",
        using=using,
    )


course_completed.connect(on_course_completed, dispatch_uid="certificates.course_completed")
person_changed.connect(on_person_changed, dispatch_uid="certificates.person_changed")
post_migrate.connect(install_guard, dispatch_uid="certificates.install_guard")
hooks.contributors.append(AwardContributor())
hooks.desks.append(desks)
hooks.personal_data.append(AwardData())
before_sweep.append(grant_due)
