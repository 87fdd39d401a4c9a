"""Certificates: awards, the PDF of each, and its public verification.

Knows courses; courses and the site know nothing of it but its URLs.
"""
