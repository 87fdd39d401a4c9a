"""Courses: from a statement of a source to a person who completed what is drawn from it.

One Django app divided into plain packages by subject (docs/architecture.md).
It knows nothing of the site that hosts it, nor of `certificates`.
"""
