"""Keys: what documents are sealed and credentials signed with.

Private keys are files of one folder that only the worker reads, or stay in a PKCS#11 device.
Public ones are rows, kept for ever: what an old key signed must still verify after a rotation.
"""
