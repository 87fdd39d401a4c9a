"""The diagrams shipped with the project: drawn for a phone, said in words, nothing invented."""

import re
from pathlib import Path

import pytest

from courses.catalogue.illustrating import show_diagram, told
from courses.catalogue.models import Diagram
from courses.interchange.loading import SHIPPED

STYLES = Path(__file__).resolve().parents[3] / "courses/static/courses/courses.css"
DIAGRAMS = sorted(path.stem for path in (SHIPPED / "diagrams").glob("*.svg"))
SOURCE = SHIPPED / "knowledge/observatoire-des-partenariats-2017.txt"


def _read(name: str) -> tuple[str, str]:
    folder = SHIPPED / "diagrams"
    return (folder / f"{name}.svg").read_text(), (folder / f"{name}.md").read_text()


def _plain(text: str) -> str:
    return re.sub(r"[*\s]+", " ", text.replace("Systeme", "Système")).casefold()


def test_there_are_diagrams_to_judge() -> None:
    assert len(DIAGRAMS) >= 9


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_shipped_diagram_is_shown_and_says_whose_it_is(name: str) -> None:
    svg, text = _read(name)
    assert "<desc" in show_diagram(Diagram(key=name, svg=svg, text=text))
    assert "Schéma de notre équipe" in told(text)[1]


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_shipped_diagram_is_drawn_at_the_width_of_a_phone(name: str) -> None:
    """Its words are 15 or 16 units high: 14 pixels at least on a screen of 390."""
    assert 'viewBox="0 0 360 ' in _read(name)[0]
    sizes = re.findall(r"\.diagram__drawing[^{]*\{[^}]*?(\d+)px", STYLES.read_text())
    assert sizes
    assert min(map(int, sizes)) >= 15


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_shipped_diagram_has_a_rule_for_each_class(name: str) -> None:
    styles = STYLES.read_text()
    for one in re.findall(r'class="([^"]+)"', _read(name)[0]):
        for word in one.split():
            assert re.search(rf"\.{word}\b(?!-)", styles), word


@pytest.mark.parametrize("name", DIAGRAMS)
def test_what_a_shipped_diagram_quotes_stands_in_the_source(name: str) -> None:
    source = _plain(SOURCE.read_text())
    for text in _read(name):
        for quoted in re.findall(r"« ([^»]+) »", re.sub(r"</?tspan[^>]*>", "", text)):
            assert _plain(quoted) in source, quoted
