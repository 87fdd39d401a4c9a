"""Starting what is measured: processes of their own, in the bench's folder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count, cycle, product
from pathlib import Path
from typing import Any

from tests.bench.cpu import cpu_seconds
from tests.bench.load import Request
from tests.servers.process import Process, free_port

ROOT = Path(__file__).parents[2]


@dataclass
class Site:
    """A served site, and what to ask of it."""

    engine: str
    process: Process
    port: int
    pages: dict[str, Iterator[Request]]
    world: dict[str, Any] = field(default_factory=dict)
    """See world.py."""
    database: Process | None = None

    def cpu(self) -> tuple[float, float]:
        """Processor seconds of the site, of its database."""
        return _cpu(self.process), _cpu(self.database) if self.database else 0.0


def hello(stack: ExitStack, folder: Path) -> Site:
    pages = {"hello": cycle([Request.get("/", "hello")])}
    process, port = _serve(stack, folder, "hello", {"DJANGO_SETTINGS_MODULE": "tests.bench.hello"})
    return Site("–", process, port, {**pages})


def site(
    stack: ExitStack, folder: Path, engine: str, database: Process | None = None, **where: str
) -> Site:
    """The real site, filled then served; `where` is the environment that leads to its database."""
    environment = {"DJANGO_SETTINGS_MODULE": "mooc.settings", **where}
    filled = subprocess.run(
        [sys.executable, "-m", "tests.bench.site", "prepare", str(folder / f"{engine}-content")],
        cwd=ROOT,
        env={**os.environ, "MOOC_DATA": str(folder / f"{engine}-data"), **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    world = json.loads(filled.stdout)
    process, port = _serve(stack, folder, engine, environment)
    return Site(engine, process, port, _pages(world), world, database)


def _serve(
    stack: ExitStack, folder: Path, engine: str, environment: dict[str, str]
) -> tuple[Process, int]:
    process, port = Process(engine, folder / engine, "root"), free_port()
    stack.callback(process.stop)
    process.start(
        [sys.executable, "-m", "tests.bench.site", "serve", str(port)],
        PYTHONPATH=str(ROOT),
        MOOC_DATA=str(folder / f"{engine}-data"),
        **environment,
    )

    def is_ready() -> bool:
        try:
            HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
        except OSError:
            return False
        return True

    process.wait(is_ready)
    return process, port


def _pages(world: dict[str, Any]) -> dict[str, Iterator[Request]]:
    """Endless requests for each page, except saving: a lesson is read once."""
    sessions, lessons, read = world["sessions"], world["lessons"], world["read"]
    quiz = f"{lessons[read]}questionnaire/"
    # Each learner opens another lesson each time: their position moves.
    visits = (
        (sessions[n % len(sessions)], lessons[(n + n // len(sessions)) % len(lessons)])
        for n in count()
    )
    return {
        "lesson": (Request.get(path, f'"{path}position/"', session) for session, path in visits),
        "quiz": (Request.get(quiz, f'"{quiz}reponses/"', one) for one in cycle(sessions)),
        "home": (Request.get("/mon-parcours/", 'class="followed"', one) for one in cycle(sessions)),
        "read": (
            Request.post(f"{path}lue/", f'"{path}questionnaire/commencer/"', session)
            for path, session in product(lessons[read:], sessions)
        ),
    }


def _cpu(process: Process) -> float:
    return sum(cpu_seconds(one.pid) for one in process.running)
