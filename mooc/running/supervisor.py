"""Keeps a few processes together: they start, stop and fail as one, and leave no orphan.

The children are forks of this process, which has loaded the site once for all of them.
"""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_CHILD_SUBREAPER = 1, 15, 36
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
TICK = 0.1
GOING = 2.0
"""Seconds that the system may take to bury what was killed."""


@dataclass
class Child:
    """One process: its name in messages, and what it does until it is told to stop."""

    name: str
    main: Callable[[], object]
    pid: int = 0
    exit_code: int | None = None

    def start(self) -> None:
        supervisor = os.getpid()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            _become(self, supervisor)
        with suppress(PermissionError):  # the child did it first
            os.setpgid(self.pid, self.pid)

    def has_ended(self) -> bool:
        if self.exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is not None

    def ask_to_stop(self) -> None:
        """Tell the process itself: it knows how to stop what it started."""
        if not self.has_ended():
            os.kill(self.pid, signal.SIGTERM)

    def kill_group(self) -> None:
        """End whatever is left of it."""
        with suppress(ProcessLookupError):
            if self.pid:
                os.killpg(self.pid, signal.SIGKILL)

    def bury(self, deadline: float) -> None:
        """See it gone, with what it had started: its orphans are ours (see `_adopt_orphans`)."""
        with suppress(ChildProcessError):
            while self.pid and time.monotonic() < deadline:
                pid, _status = os.waitpid(-self.pid, os.WNOHANG)
                if not pid:
                    time.sleep(TICK / 10)


@dataclass
class Supervisor:
    """Starts the children and waits; the first one that ends, or a signal, ends them all."""

    children: list[Child]
    patience: float
    """Seconds left to the children to finish what they do."""
    is_ready: Callable[[], bool]
    on_ready: Callable[[], None]
    say: Callable[[str], None]
    signals: list[int] = field(default_factory=list)

    def run(self) -> int:
        """Until the end; returns the exit code for the whole."""
        for number in STOPPING:
            signal.signal(number, self._note)
        _adopt_orphans()
        try:
            for child in self.children:
                child.start()
            has_failed = self._watch()
            self._stop()
        finally:
            for child in self.children:
                child.kill_group()
            deadline = time.monotonic() + GOING
            for child in self.children:
                child.bury(deadline)
        return int(has_failed)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.signals.append(number)

    def _watch(self) -> bool:
        """Until a signal (False) or the end of a child (True)."""
        is_told = False
        while not self.signals:
            for child in self.children:
                if child.has_ended():
                    self.say(f"« {child.name} » s'est arrêté ({child.exit_code}) : tout s'arrête.")
                    return True
            if not is_told and self.is_ready():
                is_told = True
                self.on_ready()
            time.sleep(TICK)
        return False

    def _stop(self) -> None:
        """Ask once, wait; a second Ctrl-C, or the end of patience, waits no longer."""
        asked = len(self.signals)  # before the sentence that invites to the second one
        self.say("Arrêt en cours… (Ctrl-C encore une fois pour ne pas attendre)")
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + self.patience
        while not self._all_ended():
            if len(self.signals) > asked or time.monotonic() > deadline:
                return
            time.sleep(TICK)

    def _all_ended(self) -> bool:
        ended = [child.has_ended() for child in self.children]
        return all(ended)


def _become(child: Child, supervisor: int) -> NoReturn:
    """In the fork: never return into the code of the supervisor."""
    code = 1
    try:
        # Its own group: Ctrl-C reaches the supervisor alone, which can end all that we start.
        os.setpgid(0, 0)
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        _die_with(supervisor, child.name)
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        child.main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _adopt_orphans() -> None:
    """Be given the processes whose parent died, to bury them: in a container nobody else may."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _die_with(supervisor: int, name: str) -> None:
    """Be asked to stop if the supervisor is killed (Linux); be told apart in `ps` and `top`."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        library.prctl(PR_SET_NAME, f"mooc-{name}".encode())
        if os.getppid() != supervisor:
            os._exit(1)
