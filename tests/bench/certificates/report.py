"""The whole run, and its table."""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from tests.bench.certificates import heavy, rendering, workers
from tests.bench.certificates.rendering import Variant
from tests.bench.certificates.world import pending_awards

COUNTED = 20
"""Awards whose queries are counted."""


def report(folder: Path) -> None:
    heavy.write_assets(folder)
    _say("Préparation")
    awards = iter(pending_awards(workers.LAST + workers.NEEDED + rendering.NEEDED + COUNTED))
    # Processes are forked before this one has rendered anything, as a worker's are.
    _say("Deux processus contre un")
    load = _load()
    one, two = workers.rates(_take(awards, workers.NEEDED))
    _say("Mémoire d'un processus")
    first, last = workers.memory(_take(awards, workers.LAST))
    _say("Temps de processeur")
    counted = rendering.queries(_take(awards, COUNTED))
    measured = rendering.variants(folder, _take(awards, rendering.NEEDED))
    rendering.measure(measured)
    _print_variants(measured)
    _print_targets(measured, two / one, last - first, counted)
    print(
        f"\nUn processus : {_fr(one)} attestations/s ; deux : {_fr(two)}, le meilleur de "
        f"{workers.ROUNDS} tours chacun ; charge moyenne au départ : {load}."
    )
    print(
        f"Mémoire : {first // 1024} Mo à la {workers.FIRST}e, {last // 1024} à la {workers.LAST}e."
    )


def _print_variants(measured: dict[str, Variant]) -> None:
    print(
        f"\nTemps de processeur (utilisateur et système), {rendering.ROUNDS} tours alternés de "
        f"{rendering.TIMES} après {rendering.WARM_UPS} pour rien, le meilleur de chacun ; "
        f"{os.cpu_count()} cœurs, charge moyenne {_load()}\n"
    )
    print("| Variante | CPU ms | par seconde et par cœur | × naïf | ko |")
    print("|---|--:|--:|--:|--:|")
    naive = measured["naive"].ms
    for one in measured.values():
        cells = [_fr(one.ms), _fr(1000 / one.ms), _fr(naive / one.ms, 2), _fr(one.size / 1000)]
        print(f"| {one.title} | {' | '.join(cells)} |")


def _print_targets(
    measured: dict[str, Variant], two_for_one: float, growth: int, counted: list[int]
) -> None:
    naive, drawn, full = (measured[name] for name in ("naive", "drawn", "full"))
    rows = [
        ("rendu seul, × naïf", naive.ms / drawn.ms, 2, "≥ 1,5", naive.ms / drawn.ms >= 1.5),
        ("attestation complète, × naïf", naive.ms / full.ms, 2, "≥ 1,0", full.ms <= naive.ms),
        ("attestation complète, ko", full.size / 1000, 1, "< 60", full.size < 60_000),
        ("deux processus, × un", two_for_one, 2, "≥ 1,8", two_for_one >= 1.8),
        (
            f"mémoire de la {workers.FIRST}e à la {workers.LAST}e, Mo",
            growth / 1024,
            1,
            "< 10",
            growth < 10 * 1024,
        ),
        (
            "requêtes SQL par attestation, la pire",
            max(counted),
            0,
            "≤ 6, constant",
            max(counted) <= 6 and len(set(counted)) == 1,
        ),
    ]
    print("\n| Objectif | mesuré | visé | atteint |\n|---|--:|--:|---|")
    for title, value, digits, aim, is_met in rows:
        print(f"| {title} | {_fr(value, digits)} | {aim} | {'oui' if is_met else 'NON'} |")


def _take(awards: Iterator[UUID], count: int) -> list[UUID]:
    return list(islice(awards, count))


def _fr(number: float, digits: int = 1) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


def _load() -> str:
    return " ; ".join(_fr(one) for one in os.getloadavg())


def _say(sentence: str) -> None:
    print(f"{sentence} (charge {_load()})…", file=sys.stderr, flush=True)
