"""Checking: every problem of a folder of content, each with its file and its line.

Reads files only: no database, nothing written, nothing stopped by the first problem. One module a
family of checks, each with `check(contents)`; `running.py` lists them. Loading (loading.py)
refuses what would break the site; this also says what would mislead a reader.
"""
