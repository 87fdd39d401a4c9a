"""The supervisor of `manage.py up`, with children that do not stop when they are asked."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.operations.site import ROOT, wait_until

pytestmark = pytest.mark.style  # once is enough, like test_up.py

PATIENCE = 300
# Children that ignore the request to stop, each with a child of its own that does too.
STUBBORN = f"""
import os, signal, sys, time
from mooc.running.supervisor import Child, Supervisor

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.fork()
    os.write(1, f"here {{os.getpid()}} {{os.getpgrp()}}\\n".encode())
    time.sleep({PATIENCE * 2})

def say(sentence):
    os.write(1, f"{{sentence}}\\n".encode())

children = [Child("one", stubborn), Child("two", stubborn, starts_again=True)]
sys.exit(Supervisor(children, {PATIENCE}, lambda: False, lambda: None, say).run())
"""


@dataclass
class Running:
    process: "subprocess.Popen[bytes]"
    log: Path

    def pids(self) -> dict[int, int]:
        """Those that said they are there, with the group of each."""
        lines = [line.split() for line in self.log.read_text().splitlines()]
        return {int(pid): int(group) for here, pid, group, *_ in lines if here == "here"}

    def remaining(self) -> list[int]:
        """Those of them that are there, were it as a zombie that nobody buried."""
        return [pid for pid in self.pids() if Path(f"/proc/{pid}").exists()]

    def wait_for_the_request(self) -> None:
        wait_until(lambda: "Arrêt en cours" in self.log.read_text(), 60, self.log.read_text)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", STUBBORN], cwd=ROOT, stdout=log)
    found = Running(process, tmp_path / "log")
    try:
        wait_until(lambda: len(found.pids()) == 4, 60, found.log.read_text)
        yield found
    finally:
        process.kill()
        process.wait()
        for group in set(found.pids().values()):
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)


def test_a_second_request_to_stop_does_not_wait(running: Running) -> None:
    running.process.send_signal(signal.SIGINT)
    running.wait_for_the_request()
    assert len(running.remaining()) == 4  # asked, they stay
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE / 2) == 0
    assert running.remaining() == []


def test_the_end_of_one_ends_the_others_and_leaves_no_zombie(running: Running) -> None:
    leader = min(running.pids().values())
    os.kill(leader, signal.SIGKILL)
    running.wait_for_the_request()
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(PATIENCE / 2) == 1
    assert running.remaining() == []


def test_a_child_that_may_starts_again_alone(running: Running) -> None:
    first, second = sorted(set(running.pids().values()))
    os.kill(second, signal.SIGKILL)
    wait_until(lambda: len(running.pids()) == 6, 60, running.log.read_text)
    assert "« two » s'est arrêté (-9) : nouveau départ dans 0,5 s." in running.log.read_text()
    remaining = {running.pids()[pid] for pid in running.remaining()}
    assert first in remaining
    assert second not in remaining
    assert len(running.remaining()) == 4


FALLING = """
import os, signal, sys, time
from mooc.running import supervisor
from mooc.running.supervisor import Child, Supervisor

supervisor.FIRST_DELAY = 0.01
said = lambda sentence: print(sentence, flush=True)
children = [Child("calm", signal.pause), Child("hasty", lambda: sys.exit(3), starts_again=True)]
sys.exit(Supervisor(children, 10, lambda: False, lambda: None, said).run())
"""


def test_falling_again_and_again_is_the_end_of_all() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FALLING],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.count("« hasty » s'est arrêté (3) : nouveau départ") == 4
    assert "« hasty » s'est arrêté (3) 5 fois en moins d'une minute : tout s'arrête." in done.stdout
