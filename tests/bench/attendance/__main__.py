"""`make bench-attendance`: 300 learners sign one half-day at once, and what that costs."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.servers import engines
from tests.servers.process import Process

ROOT = Path(__file__).parents[3]
# What would lead elsewhere than to the temporary folder.
ELSEWHERE = ("DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL", "STORAGE_URL", "KEYS_DIR")
COLUMNS = (
    "Base",
    "signatures",
    "en s",
    "par s",
    "p50 ms",
    "p95 ms",
    "la plus lente ms",
    "× écriture nue",
    "perdues",
    "doublées",
    "anomalies",
    "secondes signatures refusées",
)


def main() -> None:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="mooc-bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)  # PostgreSQL has a user of its own
        measured = {"SQLite": _measure(folder / "sqlite")}
        if shutil.which("postgres") or any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
            database = Process("postgresql", folder / "postgresql", "postgres")
            stack.callback(database.stop)
            where = engines.postgresql(database, durable=True)
            measured["PostgreSQL"] = _measure(folder / "files", **where)
        _print(measured)


def _measure(data: Path, **where: str) -> dict[str, Any]:
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment = {"DJANGO_SETTINGS_MODULE": "mooc.settings", "MOOC_DATA": str(data), **where}
    crowd = subprocess.run(
        [sys.executable, "-m", "tests.bench.attendance.crowd"],
        cwd=ROOT,
        env={**kept, **environment, "LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(crowd.stdout)
    return found


def _print(measured: dict[str, dict[str, Any]]) -> None:
    print(f"\n{os.cpu_count()} cœurs, charge moyenne sur 1 min : {os.getloadavg()[0]:.1f}\n")
    print("| " + " | ".join(COLUMNS) + " |")
    print("|---|" + "--:|" * (len(COLUMNS) - 1))
    for engine, found in measured.items():
        cells = [str(one).replace(".", ",") for one in found.values()]
        print("| " + " | ".join([engine, *cells]) + " |")


if __name__ == "__main__":
    sys.exit(main())
