"""One keeper of the data at a time: the site that runs on them, or what puts a backup back."""

import fcntl
from typing import TextIO

from django.conf import settings
from django.core.management.base import CommandError


def alone(otherwise: str) -> TextIO:
    """A lock on the data folder, which the system lifts however this process ends.

    `otherwise`: the end of the sentence when another process holds it.
    """
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = (settings.DATA_DIR / "up.lock").open("w")
    try:
        # Unlike flock, not shared with the children: they may still be finishing.
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise CommandError(
            f"Le site tourne déjà sur ces données ({settings.DATA_DIR}). {otherwise}"
        ) from None
    return lock
