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
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.catalogue.models import (
    Course,
    CourseVersion,
    CourseVersionModule,
    Diagram,
    Lesson,
    LessonCitation,
    LessonVersion,
    Media,
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
    LinkCheck,
    Notice,
    PrismValue,
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
from courses.library.models import SearchDocument, SearchFacet
from courses.messaging.models import Mail

__all__ = [
    "Attempt",
    "Cohort",
    "Completion",
    "Course",
    "CourseVersion",
    "CourseVersionModule",
    "Decision",
    "Diagram",
    "Enrolment",
    "Finding",
    "FindingStatement",
    "JournalEntry",
    "Lesson",
    "LessonCitation",
    "LessonProgress",
    "LessonVersion",
    "LinkCheck",
    "Mail",
    "Media",
    "Meeting",
    "Module",
    "ModuleCompletion",
    "ModuleVersion",
    "ModuleVersionLesson",
    "Notice",
    "Organisation",
    "PaperSheet",
    "PeriodicRun",
    "Position",
    "PrismValue",
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
    "SearchDocument",
    "SearchFacet",
    "Signature",
    "Source",
    "Statement",
]
