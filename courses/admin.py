"""Index of the admin: Django looks here."""

from courses.attendance import admin as attendance_admin
from courses.enrolment import admin as enrolment_admin
from courses.messaging import admin as messaging_admin

__all__ = ["attendance_admin", "enrolment_admin", "messaging_admin"]
