"""A host as Django starts one: its own `auth.User`, the administration, no Celery application."""
