"""Meetings and sheets for operators: looked at, never edited."""

from django.contrib import admin

from courses.attendance.models import Meeting, PaperSheet, Signature


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, *args: object) -> bool:
        return False

    def has_change_permission(self, *args: object) -> bool:
        return False

    def has_delete_permission(self, *args: object) -> bool:
        return False


@admin.register(Meeting)
class MeetingAdmin(ReadOnly):
    list_display = ("title", "cohort", "kind", "starts_at", "ends_at", "last_number")
    list_select_related = ("cohort",)
    list_filter = ("kind",)
    date_hierarchy = "starts_at"


@admin.register(PaperSheet)
class PaperSheetAdmin(ReadOnly):
    list_display = ("uuid", "meeting", "uploaded_at", "erased_at")
    list_select_related = ("meeting",)


@admin.register(Signature)
class SignatureAdmin(ReadOnly):
    list_display = ("meeting", "number", "kind", "name", "means", "signed_at", "is_absent")
    list_select_related = ("meeting",)
    list_filter = ("kind", "means")
    # Salts undo what digests hide.
    exclude = ("salt", "author_salt")
