"""Keeps a few processes together: they start and stop as one, and leave no orphan.

The children are forks of this process, which has loaded the site once for all of them: a child
that falls, and may, is forked again.
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
MAX_FALLS, FALLS_WINDOW = 5, 60.0
"""So many falls in so many seconds: what ails the child is not an accident."""
FIRST_DELAY = 0.5
"""Seconds before the first new start; twice as long after each further fall."""


@dataclass
class Child:
    """One process: its name in messages, and what it does until it is told to stop."""

    name: str
    main: Callable[[], object]
    starts_again: bool = False
    """Its fall is mended by a new start; otherwise it is the fall of all."""
    pid: int = 0
    exit_code: int | None = None
    falls: list[float] = field(default_factory=list)
    next_start: float | None = None

    def start(self) -> None:
        supervisor = os.getpid()
        self.exit_code = self.next_start = None
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

    def fall(self, now: float) -> float | None:
        """Note that it fell; returns the seconds before its new start, None when it has none."""
        self.falls = [at for at in self.falls if at > now - FALLS_WINDOW] + [now]
        if not self.starts_again or len(self.falls) >= MAX_FALLS:
            return None
        self.kill_group()
        self.bury(now + GOING)
        delay: float = FIRST_DELAY * 2 ** (len(self.falls) - 1)
        self.next_start = now + delay
        return delay

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
    """Starts the children, and again those that fall; a signal, or a fall for good, ends all."""

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
        """Until a signal (False) or a fall that is not mended (True)."""
        is_told = False
        while not self.signals:
            if not all(self._is_kept_up(child) for child in self.children):
                return True
            if not is_told and self.is_ready():
                is_told = True
                self.on_ready()
            time.sleep(TICK)
        return False

    def _is_kept_up(self, child: Child) -> bool:
        """False when it fell and will not start again."""
        now = time.monotonic()
        if not child.has_ended():
            return True
        if child.next_start is None:
            delay = child.fall(now)
            self.say(_fallen(child, delay))
            return delay is not None
        if now >= child.next_start:
            child.start()
        return True

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


def _fallen(child: Child, delay: float | None) -> str:
    fell = f"« {child.name} » s'est arrêté ({child.exit_code})"
    if delay is not None:
        return f"{fell} : nouveau départ dans {f'{delay:g}'.replace('.', ',')} s."
    if child.starts_again:
        return f"{fell} {MAX_FALLS} fois en moins d'une minute : tout s'arrête."
    return f"{fell} : tout s'arrête."


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
