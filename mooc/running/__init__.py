"""Starting the site on one machine: what must be there, what must be made, what must run.

Used by `manage.py up` alone. No rule of learning here.
"""
