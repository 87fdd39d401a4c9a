"""The processor time of a server, from /proc: its own, its children's, and that of the dead."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and of all that it started."""
    return sum(_ticks(one) for one in _family(pid)) / TICK


def _family(pid: int) -> list[int]:
    children = [
        int(child)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for child in path.read_text().split()
    ]
    return [pid, *(one for child in children for one in _family(child))]


def _ticks(pid: int) -> int:
    # man 5 proc: utime, stime, then those of the children that ended, from the 14th field on.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15])
