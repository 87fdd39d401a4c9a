"""Jobs: work done later, that nothing can lose.

A job is a row; a Celery message is only a nudge, and a sweep finds what messages forgot.
May import nothing of this app.
"""
