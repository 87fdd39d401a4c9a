"""Drawings: what is on the lists stands in the page, all the rest is refused."""

import re
from html.parser import HTMLParser

import pytest

from courses.catalogue.markup.drawing import ELEMENTS, DrawingProblem, draw
from tests.courses.catalogue.attacks import DRAWINGS, svg

WHOLE = svg(
    '<title>Autre titre</title><desc>En "bref" &lt;b&gt; : ici.</desc>'
    '<defs><marker id="bout" orient="auto"><path d="M0 0L1,1z"/></marker>'
    '<g id="point"><circle cx="1" cy="1" r=".5"/></g></defs>'
    '<path class="diagram__line" marker-end="url(#bout)" stroke-dasharray="2 1" d="M0 0h9"/>'
    '<use href="#point" x="3"/><use xlink:href="#point" transform="translate(1 2) rotate(-5)"/>'
    '<polyline points="0,0 1,1"/><polygon points="0 0 1 1"/><ellipse rx="1" ry="2"/>'
    '<rect width="50%" height="1.5px"/><line x1="-1"/>'
    '<text text-anchor="middle" fill="currentColor">Où <tspan x="1">aller ?</tspan></text>'
)


def drawn(source: str, name: str = "schema-un") -> str:
    return draw(source, name=name, title="Un titre")


def test_there_are_many_hostile_drawings_each_different() -> None:
    assert len(DRAWINGS) == len(set(DRAWINGS)) >= 45


@pytest.mark.parametrize("source", DRAWINGS, ids=lambda one: one[:90])
def test_a_hostile_drawing_is_refused(source: str) -> None:
    with pytest.raises(DrawingProblem):
        drawn(source)


def test_the_example_is_refused_for_nothing() -> None:
    """The shape of the hostile ones, with nothing hostile in it, is drawn."""
    assert drawn(svg("<rect/>")).endswith("<rect></rect></svg>")


def test_a_drawing_keeps_what_is_on_the_lists() -> None:
    written = drawn(WHOLE)
    assert set(re.findall(r"<(\w+)", written)) == ELEMENTS
    assert "rotate(-5)" in written
    assert 'stroke-dasharray="2 1"' in written


def test_a_drawing_has_the_name_it_is_given_and_keeps_its_description() -> None:
    written = drawn(WHOLE)
    assert '<title id="schema-un-title">Un titre</title>' in written
    assert "Autre titre" not in written
    assert '<desc id="schema-un-desc">En "bref" &lt;b&gt;\u202f: ici.</desc>' in written
    assert 'aria-labelledby="schema-un-title schema-un-desc"' in written
    assert 'aria-labelledby="schema-un-title"' in drawn(svg("<rect/>"))


def test_two_drawings_never_answer_for_one_another() -> None:
    class Names(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            for name, value in attrs:
                if name == "id":
                    ids.append(value or "")
                elif name == "href" or "url(" in (value or ""):
                    targets.append(re.sub(r"url\(#|\)|#", "", value or ""))

    ids: list[str] = []
    targets: list[str] = []
    for name in ("schema-un", "schema-deux"):
        Names().feed(drawn(WHOLE, name))
    assert len(ids) == len(set(ids)) == 8
    assert len(targets) == 6
    assert set(targets) < set(ids)


def test_words_of_a_drawing_are_words() -> None:
    hostile = "&lt;/text&gt;&lt;script&gt;window.hit=1&lt;/script&gt; <![CDATA[</svg><img>]]>"
    written = drawn(svg(f"<text>{hostile}</text><!-- <script/> --><?php x ?>"))
    assert "<script" not in written
    assert "<img" not in written
    assert "&lt;script&gt;" in written
    assert "<!--" not in written
    assert draw(svg(""), name="x", title='</title><img src="x">').count("<img") == 0


def test_what_drawing_programs_write_everywhere_is_forgotten() -> None:
    source = svg("<rect/>", root='viewBox="0 0 9 9" version="1.1" xml:space="preserve"')
    assert "version" not in drawn(source)
