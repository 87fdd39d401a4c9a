"""Index of the models: Django looks here. Each lives in the package of its subject."""

from courses.assessment.models import (
    Question,
    QuestionCitation,
    QuestionVersion,
    Quiz,
    QuizVersion,
    QuizVersionQuestion,
)
from courses.attempts.models import Attempt, Response, Score
from courses.catalogue.models import (
    Course,
    CourseVersion,
    CourseVersionModule,
    Lesson,
    LessonCitation,
    LessonVersion,
    Module,
    ModuleVersion,
    ModuleVersionLesson,
)
from courses.enrolment.models import Cohort, Enrolment, Organisation, Role
from courses.jobs.models import PeriodicRun
from courses.knowledge.models import (
    Decision,
    Finding,
    FindingStatement,
    Reference,
    Source,
    Statement,
)
from courses.learning.models import (
    Completion,
    JournalEntry,
    LessonProgress,
    ModuleCompletion,
    Position,
)
from courses.messaging.models import Mail

__all__ = [
    "Attempt",
    "Cohort",
    "Completion",
    "Course",
    "CourseVersion",
    "CourseVersionModule",
    "Decision",
    "Enrolment",
    "Finding",
    "FindingStatement",
    "JournalEntry",
    "Lesson",
    "LessonCitation",
    "LessonProgress",
    "LessonVersion",
    "Mail",
    "Module",
    "ModuleCompletion",
    "ModuleVersion",
    "ModuleVersionLesson",
    "Organisation",
    "PeriodicRun",
    "Position",
    "Question",
    "QuestionCitation",
    "QuestionVersion",
    "Quiz",
    "QuizVersion",
    "QuizVersionQuestion",
    "Reference",
    "Response",
    "Role",
    "Score",
    "Source",
    "Statement",
]
