"""Learning: how far each person is, as dated facts; their journal; what completes a course.

Awards are not here: `certificates` listens to `course_completed`.
May import attempts, enrolment, catalogue.
"""
