"""Catalogue: courses, modules, lessons, their versions, and how they are published.

Not who follows them (enrolment) nor how far (learning).
May import assessment and knowledge.
"""
