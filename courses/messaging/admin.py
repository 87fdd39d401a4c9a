"""Mails for operators: what waits, what failed, and trying again."""

from django.contrib import admin

from courses.jobs.admin import JobAdmin
from courses.messaging.models import Mail


@admin.register(Mail)
class MailAdmin(JobAdmin):
    list_display = (
        "key",
        "state",
        "due_at",
        "attempts",
        "cause",
        "sent_at",
    )
    exclude = ("body",)
