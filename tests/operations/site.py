"""A whole site started by `manage.py up`, as a person would, on its own folder and port."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import BinaryIO

from tests.servers.process import free_port

ROOT = Path(__file__).parents[2]
# What tests/servers gives to tests: this site is the one that needs nothing.
FOREIGN = {"DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL", "STORAGE_URL", "SITE_URL", "EMAIL_URL"}

# What a real one is given, at the least.
PRODUCTION = {
    "MOOC_ENVIRONMENT": "production",
    "SECRET_KEY": "k9" * 30 + "-Zz!",
    "SITE_URL": "https://alliances.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "OPERATOR_NAME": "Association Essai",
    "ISSUER_NAME": "Association Essai",
}


class Site:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.log = data.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self, **more: str) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        ours |= {"MOOC_DATA": str(self.data), "PORT": str(self.port), "SWEEP_EVERY_SECONDS": "1"}
        return {**ours, "WEB_WORKERS": "1", "JOB_WORKERS": "1", **more}

    def start(self, **more: str) -> float:
        """Start it and wait until it answers; returns the seconds that took."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.launch(log, **more)
        wait_until(lambda: self.status("/healthz") == 200, 90, self.said)
        return time.monotonic() - begun

    def launch(self, log: BinaryIO, **more: str) -> None:
        # A shell that puts a run in the background has it deaf to Ctrl-C, and Python with it.
        self.process = subprocess.Popen(
            ["env", "--default-signal=INT", sys.executable, "manage.py", "up"],
            cwd=ROOT,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def run(self, **more: str) -> "subprocess.CompletedProcess[str]":
        """Start it where it must refuse to."""
        return self.manage("up", **more)

    def manage(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def status(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def send(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def wait(self, seconds: float = 40) -> int:
        assert self.process
        return self.process.wait(seconds)

    def pids(self) -> list[int]:
        """Every process of this site: they carry its folder in their environment."""
        mark = f"MOOC_DATA={self.data}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    if mark in (folder / "environ").read_bytes().split(b"\0"):
                        found.append(int(folder.name))
                except OSError:
                    continue
        return found

    def pid_of(self, name: str) -> int:
        """The oldest process that carries this name."""
        named = [pid for pid in self.pids() if _name(pid) == name]
        return min(named)

    def clear(self) -> None:
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        if self.process:
            self.process.wait()


def wait_until(
    condition: Callable[[], bool], seconds: float, explain: Callable[[], str] = lambda: ""
) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.05)


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
