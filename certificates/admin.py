"""Awards for operators."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models import Award
from certificates.revoking import revoke_award
from courses.jobs.admin import JobAdmin


class ReasonForm(ActionForm):
    """The reason that a revocation asks for, beside the choice of the action."""

    reason = forms.CharField(label=_("Reason (to revoke)"), max_length=300, required=False)


@admin.register(Award)
class AwardAdmin(JobAdmin):
    list_display = ("number", "kind", "state", "granted_at", "issued_at", "revoked_at", "cause")
    search_fields = ("number", "code")
    action_form = ReasonForm
    actions = ("try_again", "revoke")

    @admin.action(description=_("Revoke, with the reason given"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[Award]) -> None:
        now, reason = timezone.now(), request.POST.get("reason", "")
        try:
            for award in queryset:
                revoke_award(award, by=request.user, because=reason, now=now)
        except ValidationError as problem:
            self.message_user(request, problem.messages[0], messages.ERROR)
