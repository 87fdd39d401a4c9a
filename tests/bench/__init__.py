"""What the site costs: `make bench` measures it, test_queries.py keeps its queries few.

Serves the real site in a temporary folder and removes everything. Imported by nothing else.
"""
