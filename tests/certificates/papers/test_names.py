"""Names and titles: read back as they were written, really drawn, and in their place."""

from dataclasses import replace
from pathlib import Path
from unicodedata import category, normalize

import pikepdf
import pytest

from certificates.papers.choosing import shipped_paper
from certificates.papers.drawing import draw, undrawable
from tests.certificates.papers.facts import claims_of, raster, text_of
from tests.certificates.papers.names import APART, COURSES, LONG, PEOPLE

GROUPS = 10
DPI = 60
# Millimetres of the landscape paper: its frame, and where its foot begins.
FRAME, FOOT = 12, 210 - 12 - 52
# Darkness of one letter, in points of the raster: the lightest of these names has 9 a letter at
# its smallest size; the foot of an empty box, 0.
LIGHTEST = 6


def _drawn(tmp_path: Path, place: str, text: str) -> tuple[Path, Path]:
    """The document, and the same where that place is printed in white."""
    paper = shipped_paper("followed")
    claims = claims_of(**{place: text})
    seen, blank = tmp_path / "seen.pdf", tmp_path / "blank.pdf"
    seen.write_bytes(draw(claims, paper))
    blank.write_bytes(draw(claims, replace(paper, css=f".{place} {{ color: #fff; }}")))
    return seen, blank


def _ink(seen: Path, blank: Path) -> tuple[float, float, float, float, float]:
    """How dark what differs is, and its edges in millimetres: left, top, right, bottom."""
    width, height, points = raster(seen, dpi=DPI)
    _width, _height, without = raster(blank, dpi=DPI)
    assert len(points) == len(without) == width * height
    dark = [at for at, (one, other) in enumerate(zip(points, without, strict=True)) if one != other]
    darkness = sum(abs(points[at] - without[at]) for at in dark) / 255
    columns, rows = [at % width for at in dark], [at // width for at in dark]
    scale = 25.4 / DPI
    edges = [edge * scale for edge in (min(columns), min(rows), max(columns), max(rows))]
    return darkness, edges[0], edges[1], edges[2], edges[3]


def _assert_reads_back(path: Path, text: str) -> None:
    wanted, said = normalize("NFC", text), text_of(path)
    if len(text) > 45:
        # On several lines: only where they were cut may differ.
        wanted, said = "".join(wanted.split()), "".join(said.split())
    assert wanted in said, ascii(wanted)


def _assert_printed(tmp_path: Path, place: str, text: str) -> None:
    seen, blank = _drawn(tmp_path, place, text)
    _assert_reads_back(seen, text)
    darkness, left, top, right, bottom = _ink(seen, blank)
    letters = sum(category(one)[0] in "LN" for one in normalize("NFC", text))
    assert darkness > LIGHTEST * letters, text
    assert FRAME + 4 < left < right < 297 - FRAME - 4, text
    assert FRAME + 10 < top < bottom < FOOT, text
    with pikepdf.open(seen) as pdf:
        assert len(pdf.pages) == 1


def test_there_are_two_hundred_of_them() -> None:
    assert len({*PEOPLE, *COURSES}) >= 200
    assert all(normalize("NFC", one) != one for one in APART)
    assert all(len(one) > 60 for one in LONG)


@pytest.mark.tools
@pytest.mark.parametrize("group", range(GROUPS))
def test_a_name_is_read_back_and_drawn_in_its_place(tmp_path: Path, group: int) -> None:
    for name in PEOPLE[group::GROUPS]:
        _assert_printed(tmp_path, "name", name)


@pytest.mark.tools
def test_a_title_is_read_back_and_drawn_in_its_place(tmp_path: Path) -> None:
    for title in COURSES:
        _assert_printed(tmp_path, "course", title)


@pytest.mark.tools
@pytest.mark.parametrize("name", ["Jean محمد Dupont", "محمد Ali Ben"])
def test_a_name_in_two_directions_keeps_every_letter(tmp_path: Path, name: str) -> None:
    """Poppler puts the space between two directions on the other side: letters are compared."""
    seen, _blank = _drawn(tmp_path, "name", name)
    assert name.replace(" ", "") in text_of(seen).replace(" ", "")


@pytest.mark.tools
def test_a_long_name_breaks_between_words_only(tmp_path: Path) -> None:
    name = LONG[0]
    seen, _blank = _drawn(tmp_path, "name", name)
    lines = [line.strip() for line in text_lines(seen)]
    first = next(line for line in lines if line and name.startswith(line))
    assert len(first) > 30
    rest = name.removeprefix(first)
    assert rest[0] == " " or first.endswith("-")
    assert rest.strip() in lines


def text_lines(path: Path) -> list[str]:
    from tests.certificates.papers.facts import run

    return run("pdftotext", "-layout", path, "-").splitlines()


def test_every_name_of_the_list_can_be_drawn() -> None:
    assert {one: undrawable(one) for one in [*PEOPLE, *COURSES] if undrawable(one)} == {}
