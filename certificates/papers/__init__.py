"""Papers: the templates of documents, and drawing a document on one of them.

A paper is HTML with named places and a stylesheet. Those shipped are files; those that
administrators write are rows with versions. Knows nothing of awards but the words they print.
"""
