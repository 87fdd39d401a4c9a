"""The three runs of `make test-servers`: each starts its servers, runs its tests, removes all.

Arguments go to pytest: `python -m tests.servers.run tests/mooc`.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from tests.servers import engines
from tests.servers.process import CannotServeError, Process

ROOT = Path(__file__).parents[2]
ENGINES: dict[str, tuple[str, Callable[[Process], engines.Settings]]] = {
    "postgresql": ("postgres", engines.postgresql),
    "redis": ("redis", engines.redis),
    "rabbitmq": ("rabbitmq", engines.rabbitmq),
    "s3": ("root", engines.s3),
}
# Servers, tests that run on them, more for pytest.
RUNS = [
    (
        ["postgresql", "redis"],
        "not (browser or style or bench or outside or rabbitmq or s3)",
        ["-n", "2", "-p", "tests.servers.shared_redis", "-p", "tests.servers.engine_tests"],
    ),
    (["rabbitmq"], "queue or rabbitmq", []),
    (["s3"], "s3", []),
]


@contextmanager
def serving(names: list[str]) -> Iterator[engines.Settings]:
    """The settings that lead to the named servers, which live as long as the block."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="mooc-servers-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)  # each server's user has to go through
        settings: engines.Settings = {}
        for name in names:
            user, start = ENGINES[name]
            process = Process(name, folder / name, user)
            stack.callback(process.stop)
            settings |= start(process)
            print(f"{name} is ready", flush=True)
        yield settings


def run(names: list[str], selection: str, more: list[str]) -> int:
    print(f"\n=== Tests on {' + '.join(names)}", flush=True)
    command = [sys.executable, "-m", "pytest", "-m", selection, *more, *sys.argv[1:]]
    with serving(names) as settings:
        environment = {**os.environ, **settings}
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit("interrupted")  # unwinds, so that every server is stopped


def main() -> int:
    signal.signal(signal.SIGTERM, stop)
    try:
        codes = [run(*each) for each in RUNS]
    except CannotServeError as problem:
        print(problem, file=sys.stderr)
        return 1
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
