"""Messaging: every mail is a row that says why, to whom, when due and when sent.

May import jobs and person.
"""
