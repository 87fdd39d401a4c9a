"""Backup and restore: the database and every stored file, in one archive that can be checked.

Used by two commands. It knows of no table: what is in the database is copied whole.
"""
