"""Credentials: the machine-readable form of a document (Open Badges 3.0).

A W3C verifiable credential signed with `eddsa-rdfc-2022`, its issuer (did:web), and the status
list that says which are withdrawn. Contexts are files of this package: nothing asks the network.
"""
