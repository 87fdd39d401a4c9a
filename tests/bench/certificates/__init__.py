"""What certificates cost: `make bench-certificates` measures it beside a naive loop.

Works in a temporary folder and removes everything. Imported by nothing else.
"""
