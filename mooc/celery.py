"""The Celery application: broker and schedule come from the settings alone."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mooc.settings")

app = Celery("mooc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
