"""French typography, put where an author forgot it and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.markup import render
from courses.typography import typeset, typeset_all

NB, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("l'école d'aujourd'hui", "l’école d’aujourd’hui"),
        ("l'<em>impact</em>", "l’<em>impact</em>"),
        ("d'« alliances »", f"d’«{THIN}alliances{THIN}»"),
        ("attendre...", "attendre…"),
        ("« oui »", f"«{THIN}oui{THIN}»"),
        ("«oui»", f"«{THIN}oui{THIN}»"),
        (f"«{NB}oui{NB}»", f"«{THIN}oui{THIN}»"),
        (f"«{THIN}oui{THIN}»", f"«{THIN}oui{THIN}»"),
        ("«&nbsp;oui&nbsp;»", f"«{THIN}oui{THIN}»"),
        ("« <em>oui</em> »", f"«{THIN}<em>oui</em>{THIN}»"),
        (
            "Quoi ? Oui ! Bien ; voici : tout",
            f"Quoi{THIN}? Oui{THIN}! Bien{THIN}; voici{THIN}: tout",
        ),
        (f"Voici{NB}: oui&nbsp;!", f"Voici{THIN}: oui{THIN}!"),
        ("le n° 3, la note n°4", f"le n°{NB}3, la note n°4"),
        ("10 000 € et 1 250 000", f"10{THIN}000{NB}€ et 1{THIN}250{THIN}000"),
        ("70 % en 2 h, 45 min, 3 ans, 9 mois, 2 jours", None),
        ("en 2017 Le RAMEAU", "en 2017 Le RAMEAU"),
        ("a: b; c? https://exemple.fr:80/?q;r", "a: b; c? https://exemple.fr:80/?q;r"),
        ("2017 hier", "2017 hier"),
        ("AT&amp;T &lt; x", "AT&amp;T &lt; x"),
        ("", ""),
        ("a < > b, </ >, <>, </", "a < > b, </ >, <>, </"),
    ],
)
def test_typeset_writes_as_french_is_printed(written: str, expected: str | None) -> None:
    if expected is None:
        expected = re.sub(r"(?<=\d) (?=[%a-z])", NB, written)
    assert typeset(written) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<code>l'a ; b : « c » ...</code>",
        "<pre><span>x ; y</span> : 'z'\nd'e</pre>",
        "<kbd>d'e ?</kbd>",
        "<math><mi>f</mi><mo>'</mo><mtext>si x : y</mtext></math>",
        "<pre><code>a ; b</code> c ; d</pre>",
    ],
)
def test_typeset_leaves_code_alone(html: str) -> None:
    assert typeset(html) == html


def test_typeset_goes_on_after_code() -> None:
    assert typeset("<code>a ;</code> b ;<br>c ;") == f"<code>a ;</code> b{THIN};<br>c{THIN};"


def test_typeset_leaves_tags_and_attributes_alone() -> None:
    html = '<a href="https://exemple.fr/l\'a?b=c ; d" title="l\'a : « b »">x</a>'
    assert typeset(html) == html


def test_render_leaves_attributes_alone_even_with_angles() -> None:
    rendered = render(
        '[x](https://exemple.fr "un > deux : l\'a ; b")', fill=lambda *_given: ""
    ).html
    assert "un &gt; deux : l'a ; b" in rendered


@given(text=st.text(alphabet="aé '«»;:!?.%€0123456789\u00a0\u202f<>b/", max_size=40))
def test_typeset_twice_is_once(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


@given(text=st.text(alphabet="aé'«»;:!?.%0123456789 ", max_size=40))
def test_typeset_changes_spaces_apostrophes_and_ellipses_alone(text: str) -> None:
    def bare(one: str) -> str:
        return re.sub(r"[ \u00a0\u202f]", "", one.replace("’", "'").replace("…", "..."))

    assert bare(typeset(text)) == bare(text)


def test_typeset_all_goes_through_plain_content() -> None:
    content = {"aims": ["L'un ?", ["« a »"]], "minutes": 5, "none": None}
    assert typeset_all(content) == {
        "aims": [f"L’un{THIN}?", [f"«{THIN}a{THIN}»"]],
        "minutes": 5,
        "none": None,
    }
