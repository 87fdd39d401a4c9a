"""Interchange: content in and out of files.

Reads the folder of `courses/content/` (YAML and Markdown), refuses it whole with file and line
when something is wrong, and writes new versions of what changed. May import catalogue and below.
"""
