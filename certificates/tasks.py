"""What workers run for awards."""

from celery import shared_task
from django.utils import timezone

from certificates.issuing import issue_award


@shared_task(name="certificates.issue")
def issue(uuid: str) -> None:
    issue_award(uuid, now=timezone.now())
