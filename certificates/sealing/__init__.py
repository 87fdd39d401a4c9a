"""Sealing: the PAdES signature of a PDF, and telling what a file's seal says.

The only package that imports pyHanko.
"""
