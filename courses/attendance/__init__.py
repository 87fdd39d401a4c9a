"""Attendance: dated meetings of a cohort, and the signatures that prove who was there.

Not what a course asks of its meetings (formaction, experience), nor any page of theirs.
May import enrolment and what stands below it.
"""
