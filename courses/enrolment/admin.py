"""Cohorts, enrolments and roles for operators."""

from django.contrib import admin

from courses.enrolment.models import Cohort, Enrolment, Organisation, Role


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    search_fields = ("name",)


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):
    list_display = (
        "name",
        "course",
        "is_standing",
        "starts_on",
        "ends_on",
    )
    list_select_related = ("course__current",)


@admin.register(Enrolment)
class EnrolmentAdmin(admin.ModelAdmin):
    """Facts: looked at, never edited."""

    list_display = (
        "uuid",
        "person",
        "cohort",
        "enrolled_at",
        "ended_at",
    )
    list_select_related = (
        "person",
        "cohort",
    )
    list_filter = ("cohort",)

    def has_add_permission(self, *args: object) -> bool:
        return False

    def has_change_permission(self, *args: object) -> bool:
        return False

    def has_delete_permission(self, *args: object) -> bool:
        return False


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    list_display = (
        "person",
        "kind",
        "course",
        "cohort",
    )
    list_select_related = (
        "person",
        "course__current",
        "cohort",
    )
    autocomplete_fields = ("person",)
