"""`make bench`: serves the site on SQLite and on PostgreSQL, and prints what its pages cost."""

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from tests.bench import serving
from tests.bench.load import load
from tests.bench.serving import Site
from tests.servers import engines
from tests.servers.process import Process

CLIENTS, SECONDS, ROUNDS = 16, 4.0, 3
PAGES = {
    "hello": "« hello » (Django seul)",
    "lesson": "Page de leçon",
    "quiz": "Questionnaire",
    "home": "« Mon parcours »",
    "read": "Enregistrer « lue »",
}
COLUMNS = (
    "Page",
    "Base",
    "req/s",
    "p50 ms",
    "p95 ms",
    "CPU site ms",
    "CPU base ms",
    "req/s par cœur",
    "× hello",
    "Requêtes SQL",
)


@dataclass(frozen=True)
class Measure:
    """A page under load."""

    times: list[float]
    web: float
    base: float
    """Milliseconds of processor a request."""

    @property
    def rate(self) -> float:
        return len(self.times) / SECONDS

    @property
    def cpu(self) -> float:
        return self.web + self.base


Measures = dict[tuple[str, str], Measure]


def main() -> None:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="mooc-bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)  # PostgreSQL has a user of its own
        sites = _start(stack, folder)
        measures: Measures = {}
        for _round in range(ROUNDS):
            for site in sites:
                for page in site.pages:
                    measure, key = _measure(site, page), (site.engine, page)
                    measures[key] = max(measure, measures.get(key, measure), key=_quality)
        _print(sites, measures)


def _start(stack: ExitStack, folder: Path) -> list[Site]:
    database = Process("postgresql", folder / "postgresql", "postgres")
    stack.callback(database.stop)
    where = engines.postgresql(database, durable=True)
    return [
        serving.hello(stack, folder),
        serving.site(stack, folder, "SQLite"),
        serving.site(stack, folder, "PostgreSQL", database, **where),
    ]


def _measure(site: Site, page: str) -> Measure:
    requests = site.pages[page]
    load(site.port, requests, clients=CLIENTS, seconds=SECONDS / 8)  # warms it up
    before = site.cpu()
    times = load(site.port, requests, clients=CLIENTS, seconds=SECONDS)
    web, base = (
        1000 * (after - then) / len(times) for then, after in zip(before, site.cpu(), strict=True)
    )
    return Measure(times, web, base)


def _quality(measure: Measure) -> float:
    """The best round is the one that the machine's other work troubled least."""
    return measure.rate


def _print(sites: list[Site], measures: Measures) -> None:
    world = sites[-1].world
    load_average = os.getloadavg()[2]
    print(
        f"\n{world['words']} mots par leçon, {len(world['lessons'])} leçons, "
        f"{len(world['sessions'])} inscrits ; {CLIENTS} clients, {os.cpu_count()} cœurs partagés "
        f"avec eux ; meilleur de {ROUNDS} tours de {SECONDS:.0f} s ; "
        f"charge moyenne sur 15 min : {load_average:.1f}\n"
    )
    print("| " + " | ".join(COLUMNS) + " |")
    print("|---|---|" + "--:|" * (len(COLUMNS) - 2))
    hello = measures[sites[0].engine, "hello"].cpu
    for page, title in PAGES.items():
        for site in sites:
            if measure := measures.get((site.engine, page)):
                queries = site.world.get("queries", {}).get(page, 0)
                print(
                    "| " + " | ".join([title, site.engine, *_cells(measure, hello, queries)]) + " |"
                )


def _cells(measure: Measure, hello: float, queries: int) -> list[str]:
    cut = quantiles(measure.times, n=100)
    numbers = [
        f"{measure.rate:.0f}",
        f"{1000 * cut[49]:.0f}",
        f"{1000 * cut[94]:.0f}",
        f"{measure.web:.2f}",
        f"{measure.base:.2f}",
        f"{1000 / measure.cpu:.0f}",
        f"{measure.cpu / hello:.0f}",
        str(queries),
    ]
    return [number.replace(".", ",") for number in numbers]


if __name__ == "__main__":
    sys.exit(main())
