"""What an author writes in Markdown, and what reaches a screen reader; formulas too."""

import re

import pytest

from courses.catalogue.markup import render, render_text


def html(text: str) -> str:
    return render(text, fill=lambda _passage, body: body).html


def test_a_list_of_tasks_says_what_is_done() -> None:
    rendered = html("- [x] lire\n- [ ] écrire")
    assert '<input type="checkbox" disabled="" checked="" aria-label="Fait"> lire' in rendered
    assert '<input type="checkbox" disabled="" aria-label="À faire"> écrire' in rendered


def test_no_other_field_stands_in_a_text() -> None:
    assert "<input" not in html('<p>x <input> <input type="text"> <input type="image"></p>')


def test_notes_lead_there_and_back_and_say_so() -> None:
    rendered = html("Un[^1] et deux[^deux].\n\n[^1]: Première.\n[^deux]: Seconde.")
    assert re.search(r'role="doc-noteref" aria-label="Note 1">1</a></sup> et deux', rendered)
    assert 'aria-label="Note 2">2</a>' in rendered
    assert '<div class="footnote" role="doc-endnotes" aria-label="Notes">' in rendered
    back = r'role="doc-backlink" aria-label="Revenir à l’appel de la note 2">'
    assert re.search(back, rendered)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("!!! tip", "Conseil"),
        ("!!! warning", "Attention"),
        ("!!! a-retenir", "À retenir"),
        ("!!! note", "Note"),
        ("!!! exemple", "Exemple"),
        ('!!! tip "Un titre : le mien"', "Un titre\u202f: le mien"),
    ],
)
def test_a_callout_has_a_title_in_french(written: str, title: str) -> None:
    rendered = html(f"{written}\n    Un *mot*.")
    kind = written.split()[1]
    assert f'<div class="admonition {kind}" role="note">' in rendered
    assert f'<p class="admonition-title">{title}</p>' in rendered
    assert "<p>Un <em>mot</em>.</p>" in rendered


def test_a_callout_may_have_no_title() -> None:
    assert "admonition-title" not in html('!!! note ""\n    Un mot.')


def test_what_may_be_unfolded_is_a_native_details() -> None:
    rendered = html('??? note "Pour aller plus loin"\n    Un *mot*.')
    assert '<details class="note">' in rendered
    assert "<summary>Pour aller plus loin</summary>" in rendered


def test_abbreviations_and_definitions() -> None:
    rendered = html("*[ODD]: objectif de développement durable\n\nUn ODD.\n\nterme\n:   sens")
    assert '<abbr title="objectif de développement durable">ODD</abbr>' in rendered
    assert "<dl>\n<dt>terme</dt>\n<dd>sens</dd>\n</dl>" in rendered


def test_code_keeps_its_words_and_its_language() -> None:
    rendered = html("```python\nx = 'a : b'\n```\n\nUn `mot : là`.")
    assert "<code class=\"language-python\">x = 'a : b'</code>" in rendered
    assert "<code>mot : là</code>" in rendered


@pytest.mark.parametrize("written", [r"$\frac{a}{b} < 3$", r"\(\frac{a}{b} < 3\)"])
def test_a_formula_in_a_sentence_is_mathml_with_its_latex(written: str) -> None:
    rendered = html(f"Soit {written} ; ainsi.")
    assert rendered.startswith('<p>Soit <math alttext="\\frac{a}{b} &lt; 3" display="inline">')
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in rendered
    assert rendered.endswith("</math>\u202f; ainsi.</p>")
    assert "arithmatex" not in rendered


@pytest.mark.parametrize("written", ["$$\nx' = 2\n$$", "\\[\nx' = 2\n\\]"])
def test_a_formula_alone_is_a_block(written: str) -> None:
    rendered = html(f"Soit\n\n{written}\n\nAinsi.")
    assert '<math alttext="x\' = 2" display="block">' in rendered.replace("&#x27;", "'")


def test_typography_never_enters_a_formula() -> None:
    assert "\u202f" not in html(r"$a \; ; \text{si x : y ?}$")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (r"\frac{", "formule illisible"),
        (r"\inconnue{x}", "commande inconnue dans une formule"),
        ("x" * 2001, "formule trop longue"),
        (r"\text{<b>x</b>}", "contient une balise"),
        ("{" * 900, "formule illisible"),
    ],
)
def test_a_formula_that_cannot_be_drawn_is_said(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        html(f"${written}$")


@pytest.mark.parametrize("text", ["Cela coûte 5 $ et 10 $.", "`$x$`", "5 \\$ ou 6\\$"])
def test_a_dollar_is_not_always_a_formula(text: str) -> None:
    assert "<math" not in html(text)


def test_a_text_beside_a_lesson_has_no_block_of_ours() -> None:
    table = render_text("| a |\n|---|\n| b |", within='Un "titre"')
    assert 'aria-label="Tableau 1 (Un &quot;titre&quot;)"' in table
    with pytest.raises(ValueError, match="inconnu, mal fermé"):
        render_text("/// source | A06\n///")
    with pytest.raises(ValueError, match="pas en HTML"):
        render_text("![x](/static/x.png)")
