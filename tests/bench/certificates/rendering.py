"""What one document costs: a naive loop beside ours, in turn, in processor time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import weasyprint
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates.issuing import issue_award
from certificates.making import make_document
from certificates.models import Award
from certificates.papers.choosing import paper_for
from certificates.papers.drawing import draw, page_of
from certificates.storing import read
from certificates.wording import wording_of
from tests.bench.certificates import heavy

ROUNDS, WARM_UPS, TIMES = 4, 3, 20
NEEDED = ROUNDS * (WARM_UPS + TIMES)
"""Awards that `issue` uses up."""


@dataclass
class Variant:
    title: str
    make: Callable[[int], bytes]
    ms: float = float("inf")
    """Processor time of one, user and system: the best round's mean."""
    size: int = 0


def variants(folder: Path, uuids: list[UUID]) -> dict[str, Variant]:
    """Each makes the PDF of a number; `folder` holds the files of the reference page."""
    awards = list(Award.objects.with_all().filter(uuid__in=uuids[:TIMES]))
    paper, now = paper_for(awards[0].kind, awards[0].enrolment.course), timezone.now()
    claims = [wording_of(award, paper, now=now) for award in awards]
    style = f"<style>{paper.sheet.css}</style></head>"
    own = [page_of(one, paper).replace("</head>", style) for one in claims]
    waiting = iter(uuids)
    return {
        "naive": Variant("page lourde, naïf", lambda n: _naive(heavy.page(n), folder)),
        "own": Variant("notre page, naïf", lambda n: _naive(own[n], paper.sheet.folder)),
        "drawn": Variant("notre rendu (balisé, archivable)", lambda n: draw(claims[n], paper)),
        "full": Variant(
            "attestation complète (+ badge, scellée)",
            lambda n: make_document(awards[n], now=timezone.now())[1],
        ),
        "issued": Variant("délivrance entière (+ base, fichier relu)", lambda _n: _issued(waiting)),
    }


def measure(measured: dict[str, Variant]) -> None:
    """Rounds in turn, so that what troubles the machine troubles all of them."""
    for _round in range(ROUNDS):
        for variant in measured.values():
            for number in range(WARM_UPS):
                variant.make(number)
            start = time.process_time()
            sizes = [len(variant.make(number)) for number in range(TIMES)]
            variant.ms = min(variant.ms, 1000 * (time.process_time() - start) / TIMES)
            variant.size = sum(sizes) // TIMES


def queries(uuids: list[UUID]) -> list[int]:
    """SQL queries of issuing each after the first, which reads the keys; transactions apart."""
    first, *others = uuids
    issue_award(first, now=timezone.now())
    counted = []
    for uuid in others:
        with CaptureQueriesContext(connection) as captured:
            issue_award(uuid, now=timezone.now())
        asked = [one["sql"] for one in captured.captured_queries]
        counted.append(sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in asked))
    return counted


def _naive(html: str, folder: Path) -> bytes:
    """Nothing shared, nothing but the page."""
    pdf: bytes = weasyprint.HTML(string=html, base_url=f"{folder.as_uri()}/").write_pdf()
    return pdf


def _issued(waiting: Iterator[UUID]) -> bytes:
    award = issue_award(next(waiting), now=timezone.now())
    assert award is not None
    return read(award.file)
