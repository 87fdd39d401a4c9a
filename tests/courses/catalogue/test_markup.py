"""Markdown to safe HTML."""

import re
from secrets import token_hex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.markup import MAX_LENGTH, Passage, render, render_inline, render_text
from tests.courses.catalogue.attacks import ATTACKS, FORMULAS
from tests.courses.catalogue.safety import wrong_in


def _fill(passage: Passage, body: str) -> str:
    return f"[{passage.key}|{passage.mark}|{' '.join(passage.codes)}|{body}]"


def html(text: str) -> str:
    return render(text, fill=_fill).html


def test_there_are_many_attacks_each_different() -> None:
    assert len(ATTACKS) == len(set(ATTACKS)) >= 60


def rendered_or_refused(text: str) -> str:
    """Nothing when it is refused: an image from elsewhere, a passage left open…"""
    try:
        return html(text)
    except ValueError:
        return ""


@pytest.mark.parametrize("attack", ATTACKS)
def test_render_lets_nothing_through(attack: str) -> None:
    assert wrong_in(rendered_or_refused(attack)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_render_inside_a_passage_lets_nothing_through(attack: str) -> None:
    assert wrong_in(rendered_or_refused(f"////// lecture\n{attack}\n//////")) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_render_text_lets_nothing_through(attack: str) -> None:
    try:
        assert wrong_in(render_text(attack)) == []
    except ValueError:
        assert "<img" in attack.lower() or "![" in attack or "///" in attack


def test_only_images_and_passages_are_refused() -> None:
    """The others are cleaned, which is what these tests are about."""
    refused = [attack for attack in ATTACKS if not rendered_or_refused(attack)]
    told = re.compile(r"<img|!\[|///|^<[a-z?!/]", re.IGNORECASE)
    assert all(told.search(attack) for attack in refused), refused
    assert len(refused) < len(ATTACKS) / 2


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("shape", ["${}$", "$$\n{}\n$$", "\\({}\\)"])
def test_a_formula_lets_nothing_through(formula: str, shape: str) -> None:
    assert wrong_in(rendered_or_refused(shape.format(formula))) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_render_inline_lets_nothing_through(attack: str) -> None:
    assert wrong_in(render_inline(attack)) == []


_PIECES = st.sampled_from(
    [
        *ATTACKS,
        "<",
        ">",
        '"',
        "'",
        "/>",
        "</",
        "<!--",
        "-->",
        "\n\n",
        "\n",
        "    ",
        "`",
        "```\n",
        "&#",
        ";",
    ]
)


@given(pieces=st.lists(_PIECES, min_size=1, max_size=5))
def test_render_of_attacks_together_lets_nothing_through(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert wrong_in(render_inline(text)) == []
    try:
        rendered = html(text)
    except ValueError:
        return  # a passage left open
    assert wrong_in(rendered) == []


def test_inspector_sees_what_it_should() -> None:
    # The judge itself: a test that could not fail would say nothing.
    for bad in (
        "<script>x</script>", '<p onclick="x">', '<a href="javascript:x">x</a>', "<!-- x -->",
        '<img src="//evil.example/x">', '<p id="fin">', '<p style="x">', '<div class="a mark">',
        '<a href="data:x">', '<input type="image">', "<svg></svg>", "<h1>x</h1>",
    ):  # fmt: skip
        assert wrong_in(bad), bad
    good = '<p id="c-x" class="remark"><a href="#c-x">x</a> <a href="https://e.fr/a:b">y</a></p>'
    assert wrong_in(good) == []


def test_render_gives_headings_ids_of_their_own() -> None:
    rendered = html("## Une idée\n\n## Une idée\n\n### À l'école")
    assert '<h2 id="c-une-idee">Une idée</h2>' in rendered
    assert '<h2 id="c-une-idee_1">' in rendered
    assert '<h3 id="c-a-lecole">À l’école</h3>' in rendered


def test_render_leaves_the_only_first_heading_to_the_page() -> None:
    assert "<h1" not in html("# Un titre\n\ntexte")


def test_render_aligns_columns_without_style() -> None:
    rendered = html("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |")
    assert re.findall(r"<th\b[^>]*>", rendered) == [
        '<th class="left">',
        '<th class="center">',
        '<th class="right">',
        "<th>",
    ]
    assert "style" not in rendered


def test_render_footnotes_lead_there_and_back_in_french() -> None:
    rendered = html("Un[^1] et deux[^1].\n\n[^1]: La note.")
    ids = re.findall(r'id="([^"]+)"', rendered)
    links = re.findall(r'href="#([^"]+)"', rendered)
    assert len(ids) == 3
    assert set(links) == set(ids)
    assert len(set(ids)) == len(ids)
    assert "Jump back" not in rendered
    assert "appel de la note 1" in rendered


def test_render_keeps_what_lessons_are_made_of() -> None:
    rendered = html(
        "*[HTML]: un langage\n\nHTML ~~non~~ H~2~O **fort** *doux*\n\n"
        "terme\n:   définition\n\n- [x] fait\n- [ ] à faire\n\n> citation\n\n"
        "```python\nx = 1\n```\n\n---\n"
    )
    for tag in ("abbr", "del", "sub", "strong", "em", "dl", "dt", "dd", "blockquote", "pre", "hr"):
        assert f"<{tag}" in rendered, tag
    assert rendered.count('type="checkbox"') == 2
    assert rendered.count("disabled") == 2


def test_render_prefixes_links_to_places_of_the_page() -> None:
    rendered = html("[ici](#une-idee) [là](#c-une-idee)\n\n## Une idée")
    assert rendered.count('href="#c-une-idee"') == 2


def test_render_keeps_links_and_says_nothing_to_where_they_lead() -> None:
    rendered = html("[x](https://exemple.fr/a?b=c#d) <contact@exemple.fr>")
    assert 'href="https://exemple.fr/a?b=c#d" rel="noopener noreferrer"' in rendered


def test_render_gives_marked_passages_to_fill_in_their_order() -> None:
    rendered = render(
        "Avant.\n\n/// source | A06, A11\n///\n\n/// ailleurs | B25\nUn *mot*.\n///\n\n"
        "/// lecture\n- un\n- deux\n///\n\nAprès.",
        fill=_fill,
    )
    assert rendered.passages == (
        Passage("source", ("A06", "A11"), "source-a06-a11"),
        Passage("elsewhere", ("B25",), "ailleurs-b25"),
        Passage("reading", (), "lecture"),
    )
    assert "[source-a06-a11|source|A06 A11|]" in rendered.html
    assert "[ailleurs-b25|elsewhere|B25|<p>Un <em>mot</em>.</p>]" in rendered.html
    assert "[lecture|reading||<ul>" in rendered.html
    assert rendered.html.startswith("<p>Avant.</p>")
    assert rendered.html.endswith("<p>Après.</p>")


def test_render_gives_each_passage_an_identifier_of_its_own() -> None:
    rendered = render(
        "/// source | A06\n///\n\n/// source | A06 #le-premier\n///\n\n/// source | A06\n///",
        fill=_fill,
    )
    assert [one.key for one in rendered.passages] == ["source-a06", "le-premier", "source-a06-2"]


@pytest.mark.parametrize("keys", ["#Un", "#a #b", "#un_deux", "#"])
def test_render_refuses_an_identifier_of_another_shape(keys: str) -> None:
    with pytest.raises(ValueError, match="identifiant de passage"):
        html(f"/// source | A06 {keys}\n///")


def test_render_refuses_an_identifier_written_twice() -> None:
    with pytest.raises(ValueError, match="identifiant de passage"):
        html("/// source | A06 #un\n///\n\n/// source | A07 #un\n///")


@pytest.mark.parametrize(
    "text", ["> /// lecture\n> oui\n> ///", "- un\n\n    /// lecture\n    oui\n    ///"]
)
def test_render_finds_passages_in_quotations_and_lists(text: str) -> None:
    assert "[lecture|reading||<p>oui</p>]" in html(text)


def test_render_keeps_the_text_of_an_example_of_a_passage() -> None:
    assert render("```\n/// source | A06\n///\n```", fill=_fill).passages == ()


@pytest.mark.parametrize(
    "text",
    [
        "//// lecture\nun\n\n/// source | A06\n///\n\ndeux\n////",
        "/// lecture\nun\n\n/// source | A06\n///\n\ndeux\n///",
        "/// lecture\njamais fermé",
        "/// lecture\n</section>\n///" + "\n\n/// lecture\nouvert",
    ],
)
def test_render_refuses_a_passage_in_another_or_left_open(text: str) -> None:
    with pytest.raises(ValueError, match="un passage marqué en contient un autre"):
        html(text)


def test_render_refuses_a_text_too_long() -> None:
    assert html("a" * MAX_LENGTH)
    with pytest.raises(ValueError, match=f"texte trop long : {MAX_LENGTH + 1} caractères"):
        html("a" * (MAX_LENGTH + 1))


TABLE = "| A | B |\n|---|--:|\n| 1 | 2 |"


def test_render_lets_each_table_scroll_by_the_keyboard_too() -> None:
    rendered = html(f"{TABLE}\n\nPuis.\n\n/// lecture\n{TABLE}\n///")
    for number in (1, 2):
        block = f'class="table-scroll" tabindex="0" role="region" aria-label="Tableau {number}"'
        assert re.search(rf"<div {block}>\s*<table>", rendered)
    assert rendered.count("<table>") == rendered.count("</table>") == 2
    assert rendered.count("<div") == rendered.count("</div>") == 2


def test_render_gives_no_author_the_attributes_of_a_scrolling_block() -> None:
    raw = '<div class="table-scroll" tabindex="0" role="region" aria-label="x"><p>a</p></div>'
    assert not {"tabindex", "role", "aria-label"} & set(re.findall(r"[a-z-]+(?==)", html(raw)))


def test_render_twice_gives_the_same() -> None:
    text = "## Titre\n\nUn[^1].\n\n[^1]: Note.\n\n/// lecture\nx\n///"
    assert html(text) == html(text)


def test_render_is_not_misled_by_the_marks_of_another_rendering() -> None:
    secret = f"p{token_hex(8)}"
    text = f'<section><hr class="{secret}-start-0">faux<hr class="{secret}-end-0"></section>'
    rendered = render(text, fill=_fill)
    assert rendered.passages == ()
    assert "[0|" not in rendered.html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un *mot*", "Un <em>mot</em>"),
        ("", ""),
        ("un\n\ndeux", "<p>un</p>\n<p>deux</p>"),
        ("# Titre", "Titre"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("snake_case_word", "snake_case_word"),
    ],
)
def test_render_inline_has_no_paragraph_around_a_single_one(text: str, expected: str) -> None:
    assert render_inline(text) == expected


def test_render_inline_never_cuts_a_tag_in_two() -> None:
    rendered = render_inline('<p>a</p><div>b</div><p class="x">c</p>')
    assert rendered.count("<p") == rendered.count("</p>") == 2


@pytest.mark.parametrize("text", ["/// sources | A06\n///\n", "Un.\n\n/// Lectures\nDeux.\n///\n"])
def test_render_refuses_a_passage_whose_word_is_misspelt(text: str) -> None:
    with pytest.raises(ValueError, match="inconnu"):
        html(text)
