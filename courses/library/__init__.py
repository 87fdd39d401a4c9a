"""Library: the pages of the resource centre. No table of its own but, later, the search index.

May import interchange and below.
"""
