"""Publishing: a version of a course, and all it holds, becomes what everybody sees."""

from datetime import datetime

from django.db import transaction

from courses.assessment.models import QuestionVersion, QuizVersion
from courses.catalogue.models import Course, CourseVersion, LessonVersion, ModuleVersion
from courses.signals import course_published


@transaction.atomic
def publish_course(version: CourseVersion, *, now: datetime) -> Course:
    """Freeze this version with everything it pins, and show it. A second call changes nothing."""
    lessons = LessonVersion.objects.filter(
        module_places__module_version__course_places__course_version=version
    )
    quizzes = QuizVersion.objects.filter(lesson_versions__in=lessons)
    QuestionVersion.objects.filter(
        pk__in=QuestionVersion.objects.filter(places__quiz_version__in=quizzes).values("pk")
    ).publish(now)
    QuizVersion.objects.filter(pk__in=quizzes.values("pk")).publish(now)
    LessonVersion.objects.filter(pk__in=lessons.values("pk")).publish(now)
    ModuleVersion.objects.filter(
        pk__in=ModuleVersion.objects.filter(course_places__course_version=version).values("pk")
    ).publish(now)
    CourseVersion.objects.filter(pk=version.pk).publish(now)
    version.refresh_from_db()
    course: Course = version.course
    course.current = version
    course.save(update_fields=["current"])
    course_published.send(sender=Course, course=course, now=now)
    return course
