"""Users in the administration: found by name or address, never by a user name."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from mooc.accounts.models import Consent, User


class CreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "certificate_name")


class ChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class ConsentInline(admin.TabularInline):
    model = Consent
    extra = 0
    fields = readonly_fields = ("purpose", "wording", "given_at", "withdrawn_at")
    can_delete = False

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Erasing a person is their own act (mooc/my_data.py): a bare deletion would leave traces."""

    form = ChangeForm
    add_form = CreationForm
    inlines = (ConsentInline,)
    ordering = ("-date_joined",)
    list_display = ("email", "certificate_name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("email", "certificate_name", "uuid")
    readonly_fields = ("uuid", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "uuid")}),
        (_("Person"), {"fields": ("certificate_name", "language", "time_zone")}),
        (
            _("Rights"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("email", "certificate_name", "usable_password", "password1", "password2")},
        ),
    )

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
