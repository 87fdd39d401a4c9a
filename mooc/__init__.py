"""THE SITE: puts the applications together and decides nothing about learning.

It may import everything; nothing imports it.
"""

from mooc.celery import app as celery_app

__all__ = ["celery_app"]
