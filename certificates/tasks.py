"""What workers run for awards."""

from celery import shared_task
from django.utils import timezone

from certificates.issuing import issue_award
from certificates.withdrawing import sign_status_list


@shared_task(name="certificates.issue")
def issue(uuid: str) -> None:
    issue_award(uuid, now=timezone.now())


@shared_task(name="certificates.sign_status_list")
def sign_list(uuid: str) -> None:
    sign_status_list(uuid, now=timezone.now())
