"""What the application registers when it starts."""

from django.apps import apps
from django.db.models.signals import post_migrate

from courses import hooks
from courses.attendance.ledger import install_ledger_guards
from courses.attendance.personal_data import AttendanceData
from courses.catalogue.models import Course
from courses.learning.completing import complete_after_publishing
from courses.learning.formats import formats
from courses.learning.mooc import Mooc
from courses.learning.personal_data import LearningData
from courses.library.engines import install_index
from courses.library.indexing import rebuild_index
from courses.signals import content_loaded, course_published
from courses.versioning import install_guards

formats[Course.Format.MOOC] = Mooc()
course_published.connect(complete_after_publishing, dispatch_uid="courses.course_published")
hooks.personal_data.append(LearningData())
hooks.personal_data.append(AttendanceData())
content_loaded.connect(rebuild_index, dispatch_uid="courses.index_loaded")
course_published.connect(rebuild_index, dispatch_uid="courses.index_published")
post_migrate.connect(install_index, dispatch_uid="courses.install_index")
post_migrate.connect(install_guards, dispatch_uid="courses.install_guards")
post_migrate.connect(
    install_ledger_guards,
    sender=apps.get_app_config("courses"),
    dispatch_uid="courses.install_ledger_guards",
)
