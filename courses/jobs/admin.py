"""Jobs for operators: read, and try again what failed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.jobs.models import JobState
from courses.jobs.nudging import nudge


class JobAdmin(admin.ModelAdmin):
    """Read only; one action puts failed and blocked jobs back to work."""

    list_filter = ("state",)
    actions: tuple[str, ...] = ("try_again",)

    def has_add_permission(self, *args: object) -> bool:
        return False

    def has_delete_permission(self, *args: object) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.model._meta.fields]

    @admin.action(description=_("Try again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        waiting = queryset.filter(state__in=[JobState.FAILED, JobState.BLOCKED])
        uuids = list(waiting.values_list("uuid", flat=True))
        count = waiting.update(
            state=JobState.PENDING, due_at=timezone.now(), attempts=0, claimed_until=None, cause=""
        )
        for uuid in uuids:
            nudge(self.model.TASK, uuid)
        told = ngettext(
            "%(count)s job put back to work.", "%(count)s jobs put back to work.", count
        )
        self.message_user(request, told % {"count": count})
