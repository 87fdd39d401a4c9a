"""Starts real servers in a temporary folder, runs tests on them, and removes everything.

`make test-servers`. Not a test itself; the tests marked with a server's name need it.
"""
