"""Files that cannot be checked: apart, so that a form knows them without loading pyHanko."""


class UnreadableFile(Exception):
    """What is no whole PDF."""


class LockedFile(UnreadableFile):
    """A PDF that asks for a password."""
