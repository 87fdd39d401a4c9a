"""What the application registers when it starts."""

from django.db.models.signals import post_migrate

from courses import hooks
from courses.catalogue.models import Course
from courses.learning.completing import complete_after_publishing
from courses.learning.formats import formats
from courses.learning.mooc import Mooc
from courses.learning.personal_data import LearningData
from courses.signals import course_published
from courses.versioning import install_guards

formats[Course.Format.MOOC] = Mooc()
course_published.connect(complete_after_publishing, dispatch_uid="courses.course_published")
hooks.personal_data.append(LearningData())
post_migrate.connect(install_guards, dispatch_uid="courses.install_guards")
