"""Attempts: one person's tries at a questionnaire, kept on the server answer by answer.

May import enrolment and assessment; knows nothing of progress.
"""
