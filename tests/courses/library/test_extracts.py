"""The piece of a text that answers a query."""

from hypothesis import given
from hypothesis import strategies as st

from courses.library.extracts import LENGTH, extract, highlight
from courses.library.stemming import asked_stems

LONG = "Rien ici. " * 60 + "Les alliances donnent confiance aux territoires. " + "Suite. " * 60


def test_words_found_are_marked_in_whatever_form() -> None:
    assert highlight("L'Alliance, des alliances", asked_stems("alliance")) == (
        "<mark>L&#x27;Alliance</mark>, des <mark>alliances</mark>"
    )


def test_what_is_not_found_is_escaped_too() -> None:
    assert highlight("<b>un</b> & l’autre", []) == "&lt;b&gt;un&lt;/b&gt; &amp; l’autre"


def test_an_extract_stands_where_the_most_words_are() -> None:
    piece = extract("Une alliance. " + LONG, asked_stems("alliance confiance territoire"))
    assert "<mark>confiance</mark>" in piece
    assert "<mark>territoires</mark>" in piece
    assert piece.startswith("… ")
    assert piece.endswith(" …")


def test_a_short_text_is_whole() -> None:
    assert extract("Une alliance.", []) == "Une alliance."
    assert extract("", ["allianc"]) == ""


@given(st.text(max_size=900), st.sampled_from(["alliance", "un deux", ""]))
def test_an_extract_is_never_longer_than_a_few_lines(text: str, query: str) -> None:
    piece = extract(text, asked_stems(query)).replace("<mark>", "").replace("</mark>", "")
    unescaped = piece.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert len(unescaped.replace("&#x27;", "'").replace("&amp;", "&")) <= LENGTH + 4
