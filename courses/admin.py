"""Index of the admin: Django looks here."""

from courses.enrolment import admin as enrolment_admin
from courses.messaging import admin as messaging_admin

__all__ = ["enrolment_admin", "messaging_admin"]
