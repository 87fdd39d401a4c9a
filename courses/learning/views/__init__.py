"""The pages of a learner."""

from courses.learning.views.course import course_page, enrol_in, leave_course
from courses.learning.views.home import home
from courses.learning.views.lesson import keep_journal, keep_position, lesson_page, read_lesson
from courses.learning.views.quiz import keep_answers, quiz_page, quiz_result, start_quiz

__all__ = [
    "course_page",
    "enrol_in",
    "home",
    "keep_answers",
    "keep_journal",
    "keep_position",
    "leave_course",
    "lesson_page",
    "quiz_page",
    "quiz_result",
    "read_lesson",
    "start_quiz",
]
