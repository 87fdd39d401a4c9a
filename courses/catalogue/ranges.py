"""The piece of a file that a browser asks for when somebody moves within a video (RFC 9110)."""

import re
from typing import IO

_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*")


class OutOfRange(ValueError):
    """Nothing of the file stands there."""


def asked_piece(header: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last; None for the whole file.

    Several pieces at once, or what cannot be read, is answered by the whole file, as the standard
    allows. OutOfRange when the piece begins after the end.
    """
    found = _RANGE.fullmatch(header)
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(size - int(found[2]), 0), size
    else:
        start, end = int(found[1]), size
        if found[2]:
            if int(found[2]) < start:
                return None
            end = min(int(found[2]) + 1, size)
    if start >= end:
        raise OutOfRange
    return start, end


class Piece:
    """A file that begins and ends where it was asked to."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file, self._left = file, end - start
        file.seek(start)

    def read(self, length: int = -1) -> bytes:
        wanted = self._left if length < 0 else min(length, self._left)
        found = self._file.read(wanted)
        self._left -= len(found)
        return found

    def close(self) -> None:
        self._file.close()
