"""A host with its own accounts, its own layout and its own Celery application."""

from school.celery import app as celery_app

__all__ = ["celery_app"]
