"""One server: a process in its own group, under its own user, in its own folder."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class CannotServeError(Exception):
    """A missing or broken server: the run fails, nothing is skipped."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def program(name: str, *more_folders: str) -> str:
    """The path of a program, looked for where Debian hides it too."""
    places = os.pathsep.join([os.environ["PATH"], "/usr/sbin", *more_folders])
    if found := shutil.which(name, path=places):
        return found
    raise CannotServeError(f"{name} is missing")


@dataclass
class Process:
    """Where a server lives and who it runs as (when we are root)."""

    name: str
    folder: Path
    user: str
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        if self.identity:
            shutil.chown(self.folder, *self.identity)

    @property
    def identity(self) -> tuple[int, int] | None:
        """Servers refuse to run as root; a developer's account runs them itself."""
        if os.geteuid() != 0 or self.user == "root":
            return None
        entry = pwd.getpwnam(self.user)
        return entry.pw_uid, entry.pw_gid

    def options(self, environment: Mapping[str, str]) -> dict[str, object]:
        options: dict[str, object] = {
            "cwd": self.folder,
            "env": {**os.environ, "HOME": str(self.folder), **environment},
            "stdin": subprocess.DEVNULL,
        }
        if self.identity:
            uid, gid = self.identity
            options |= {"user": uid, "group": gid, "extra_groups": [gid]}
        return options

    def call(self, command: Sequence[str], **environment: str) -> None:
        """Run to the end."""
        done = subprocess.run(
            command,
            **self.options(environment),  # type: ignore[call-overload]
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CannotServeError(f"{self.name}: {done.stdout}{done.stderr}")

    def start(self, command: Sequence[str], **environment: str) -> None:
        """Run until `stop`; what it says goes to a file shown if it fails."""
        with (self.folder / "output.log").open("ab") as output:
            self.running.append(
                subprocess.Popen(
                    command,
                    **self.options(environment),  # type: ignore[call-overload]
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            )

    def wait(self, is_ready: Callable[[], bool], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not is_ready():
            if any(process.poll() is not None for process in self.running):
                raise CannotServeError(f"{self.name} ended:\n{self.output}")
            if time.monotonic() > deadline:
                raise CannotServeError(f"{self.name} is not ready:\n{self.output}")
            time.sleep(0.1)

    @property
    def output(self) -> str:
        return (self.folder / "output.log").read_text(errors="replace")[-4000:]

    def stop(self) -> None:
        for process in reversed(self.running):
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
