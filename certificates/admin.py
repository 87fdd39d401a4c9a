"""Awards for operators."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.credentials.models import StatusList
from certificates.distrusting import distrust_keys
from certificates.keys.models import SigningKey
from certificates.models import Award
from certificates.revoking import revoke_award
from courses.jobs.admin import JobAdmin


class ReasonForm(ActionForm):
    """The reason that a revocation asks for, beside the choice of the action."""

    nature = forms.ChoiceField(
        label=_("Nature (to revoke)"), choices=[("", "—"), *Award.Reason.choices], required=False
    )
    reason = forms.CharField(label=_("Reason (to revoke)"), max_length=300, required=False)


@admin.register(SigningKey)
class SigningKeyAdmin(admin.ModelAdmin):
    """Public keys: looked at, and distrusted when their private half was seen elsewhere."""

    list_display = ("short_id", "use", "first_used_at", "compromised_at")
    actions = ("distrust",)

    def has_add_permission(self, *args: object) -> bool:
        return False

    def has_change_permission(self, *args: object) -> bool:
        return False

    def has_delete_permission(self, *args: object) -> bool:
        return False

    @admin.action(
        description=_("No longer safe: trust nothing that it signed"), permissions=["distrust"]
    )
    def distrust(self, request: HttpRequest, queryset: QuerySet[SigningKey]) -> None:
        distrust_keys(queryset, now=timezone.now())

    def has_distrust_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("certificates.change_signingkey")


@admin.register(StatusList)
class StatusListAdmin(JobAdmin):
    list_display = ("number", "state", "signed_at", "cause")
    exclude = ("credential",)


@admin.register(Award)
class AwardAdmin(JobAdmin):
    list_display = ("number", "kind", "state", "granted_at", "issued_at", "revoked_at", "cause")
    search_fields = ("number", "code")
    action_form = ReasonForm
    actions = ("try_again", "revoke")

    @admin.action(description=_("Revoke, with the reason given"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[Award]) -> None:
        now, because = timezone.now(), request.POST.get("reason", "")
        reason = request.POST.get("nature", "")
        try:
            for award in queryset:
                revoke_award(award, by=request.user, reason=reason, because=because, now=now)
        except ValidationError as problem:
            self.message_user(request, problem.messages[0], messages.ERROR)
