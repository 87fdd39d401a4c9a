"""What workers run for mails."""

from celery import shared_task
from django.utils import timezone

from courses.messaging.sending import send_due_mail


@shared_task(name="courses.send_mail")
def send_mail(uuid: str) -> None:
    send_due_mail(uuid, now=timezone.now())
