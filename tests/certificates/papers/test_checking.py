"""What may be written on a paper, and what is refused with a sentence that says where."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from fontTools import subset

from certificates.kinds import KINDS
from certificates.papers.checking import LARGEST, html_problems
from certificates.papers.choosing import FOLDER, shipped_paper
from certificates.papers.filling import REQUIRED
from certificates.papers.proofing import proof_problems
from certificates.papers.styling import css_problems, our_fonts


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_papers_hold_to_the_rules(kind: str, now: datetime) -> None:
    paper = shipped_paper(kind)
    assert html_problems(paper.html) == []
    assert proof_problems(kind, paper, now=now) == []


@pytest.mark.parametrize("name", ["landscape.css", "portrait.css"])
def test_the_shipped_styles_say_nothing_else_than_what_is_allowed(name: str) -> None:
    css = (FOLDER / name).read_text(encoding="utf-8")
    ours = "\n".join(line for line in css.splitlines() if not line.startswith(".specimen"))
    assert css_problems(ours.replace(" !important", "")) == []


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<img src='http://x/y.png'>", "{{ logo }}"),
        ("<img src='file:///etc/passwd'>", "<img>"),
        ("<a href='http://x'>x</a>", "{{ shown_url }}"),
        ("<style>p { color: red }</style>", "son propre champ"),
        ("<link rel=stylesheet href=x>", "son propre champ"),
        ("<svg><circle/></svg>", "<svg>"),
        ("<iframe src=x></iframe>", "<iframe>"),
        ("<p style='color:red'>x</p>", "l’attribut style"),
        ("<p onclick='x()'>x</p>", "onclick"),
        ("<p id='x'>x</p>", "l’attribut id"),
        ("<p class='{{ name }}'>x</p>", "{{ name_size }}"),
        ("<p class='a\"b'>x</p>", "class contient"),
        ("<p class='specimen'>x</p>", "réservée"),
        ("<p>{{ name_size }}</p>", "class, nulle part"),
        ("<p>{{ facts }}</p>", "est un tableau"),
        ("<p>{{ nobody }}</p>", "{{ nobody }}"),
        ("<p>{% include 'x' %}</p>", "accolades"),
        ("<p>{{ name|safe }}</p>", "accolades"),
        ("<!-- note -->", "commentaires"),
        ("<!doctype html>", "déclarations"),
        ("<?php x ?>", "déclarations"),
        ("<p>1 < 2</p>", "l’entité lt"),
        ("<{{ name }}>", "l’entité lt"),
        ("<p>", "jamais fermé"),
        ("</p>", "ne ferme rien"),
        ("<div><p></div></p>", "ouvert ligne"),
        ("<p><div>x</div></p>", "mal emboîtées"),
        ("<table><tr>x<td>y</td></tr></table>", "mal emboîtées"),
        ("<table role='grid'><tr><td>y</td></tr></table>", "presentation"),
        ("<h1>{{ title }}</h1>", "un seul"),
        ("<h3>x</h3>", "saute un niveau"),
        ("<p>李小龍</p>", "李小龍"),
    ],
)
def test_what_is_refused_in_html(html: str, added: str, sentence: str) -> None:
    problems = html_problems(html + added)
    assert any(sentence in one for one in problems), problems


def test_what_is_allowed_in_html(html: str) -> None:
    added = (
        "<h2>Un titre</h2><ul><li><strong>a</strong> &amp; <em>b</em></li></ul><hr>"
        '<table class="x y-z"><tbody><tr><th scope="row">a<br>b</th></tr></tbody></table>'
        "<p>1 &lt; 2, « œuvre »</p>"
    )
    assert html_problems(html + added) == []


def test_a_problem_says_its_line(html: str) -> None:
    lines = html.count("\n") + 1
    assert html_problems(f"{html}<p>\n<b>x</b></p>")[0].startswith(f"Ligne {lines + 1}\u202f:")


@pytest.mark.parametrize("name", REQUIRED)
def test_each_required_place_must_be_there(html: str, name: str) -> None:
    problems = html_problems(html.replace(f"{{{{ {name} }}}}", ""))
    assert any(f"Il manque la place {{{{ {name} }}}}" in one for one in problems)


def test_the_title_is_the_first_heading(html: str) -> None:
    assert "avant les autres" in html_problems(f"<h2>x</h2>{html}")[0]
    assert (
        "contenir la place"
        in html_problems(
            html.replace("<h1>", "<p>").replace("</h1>", "</p>") + "<h1>Attestation</h1>"
        )[0]
    )


def test_everything_wrong_is_said_at_once(html: str) -> None:
    problems = html_problems(html.replace("{{ qr }}", "<img src=x>") + "<p onclick=x>{{ x }}</p>")
    assert len(problems) == 5


def test_a_text_that_is_too_long(html: str) -> None:
    assert "21\u00a0ko" in html_problems("é" * (LARGEST // 2 + 1))[0]
    assert "20 au plus" in css_problems("a" * (LARGEST + 1))[0]


@pytest.mark.parametrize(
    ("css", "sentence"),
    [
        ("p { background: url(http://x/y.png) }", "background"),
        ("p { content: url(http://x/y.png) }", "url"),
        ("p { content: url('file:///etc/passwd') }", "url"),
        ("p { list-style-type: src('x') }", "url"),
        ("p { content: attr(class) }", "attr()"),
        ("p { width: expression(alert(1)) }", "expression()"),
        ("p { width: calc(1mm + env(x)) }", "env()"),
        ("@import 'http://x';", "@import"),
        ("@font-face { font-family: x; src: url(x) }", "@font-face"),
        ("@media print { p { color: red } }", "@media"),
        ("@page { @top-left { content: 'x' } }", "une autre"),
        ("@page :first { margin: 0 }", "une page"),
        ("@page { color: red }", "color"),
        ("p { position: fixed }", "fixed"),
        ("p { position: running(x) }", "running()"),
        ("p { --x: 1 }", "--x"),
        ("p { visibility: hidden }", "visibility"),
        ("p { string-set: x 'y' }", "string-set"),
        ("p { font-family: 'Comic Sans' }", "Comic Sans"),
        ("p { font-family: Paper, serif }", "serif"),
        ("p { font: italic 12pt/1.4 Arial }", "Arial"),
        (".specimen { display: none }", "réservée"),
        ("p { q { color: red } }", "une autre"),
        ("p { color red }", "pas du CSS"),
        ("p", "pas du CSS"),
    ],
)
def test_what_is_refused_in_css(css: str, sentence: str) -> None:
    problems = css_problems(f"h1 {{ color: #46562b }}\n{css}")
    assert any(sentence in one for one in problems), problems
    assert all(one.startswith("Ligne 2\u202f:") for one in problems)


def test_what_is_allowed_in_css() -> None:
    assert (
        css_problems(
            "@page { size: A4; margin: 10mm; border: 1pt solid rgb(0 0 0) }\n"
            "p:first-child, .x > td { font: 600 12pt/1.4 'Paper Display', Paper; color: #123456;"
            " transform: rotate(3deg); position: absolute; width: calc(100% - 3mm) !important }"
        )
        == []
    )


def test_a_font_that_cannot_draw_french_is_refused(tmp_path: Path) -> None:
    """Our own fonts can: one is cut down to the letters of English."""
    whole = our_fonts()["paper"][0]
    cut = tmp_path / "ascii.ttf"
    subset.main([str(whole), f"--output-file={cut}", "--unicodes=U+0020-007E"])
    fonts = {"paper": [whole], "english": [cut]}
    (problem,) = css_problems("p { font-family: English }", fonts=fonts)
    assert "ne sait pas dessiner le français" in problem
    assert "é" in problem
    assert "œ" in problem
    assert css_problems("p { font-family: English, Paper }", fonts=fonts) == []


@pytest.mark.parametrize(
    ("css", "sentence"),
    [
        (".name { color: #fff }", "{{ name }} ne se voit pas en entier"),
        (".name { color: #bbb }", "{{ name }} se lit mal"),
        (".name { opacity: 0.1 }", "{{ name }}"),
        (".name { display: none }", "{{ name }} ne se voit pas"),
        (".name { font-size: 0 }", "{{ name }} ne se voit pas"),
        (".name { position: absolute; left: -80mm }", "ne tient pas sur la page"),
        (".code { position: absolute; top: 400mm }", "ne tient pas sur la page"),
        (".name { font-size: 60pt }", "ne tient pas sur la page"),
        ("@page { size: A5 landscape }", "ne tient pas sur la page"),
        (".course { position: absolute; top: 45mm }", "ne tient pas sur la page"),
        (".foot .qr { display: none }", "{{ qr }} ne se voit pas"),
        (".qr img { width: 10mm; height: 10mm }", "10\u00a0mm"),
        (".qr { background-color: #222 }", "fond clair"),
        (".qr img { height: 12mm; object-fit: fill }", "QR"),
        ("body > p:last-child { display: none }", "marque des spécimens"),
        ("body > p:last-child { color: #fff }", "marque des spécimens"),
        ("p { margin: 0 }\nh1 { color: blurple }", "Ligne 2\u202f: le moteur"),
    ],
)
def test_a_paper_is_looked_at_before_it_is_kept(css: str, sentence: str, now: datetime) -> None:
    paper = replace(shipped_paper("followed"), css=css)
    assert css_problems(css) == []
    problems = proof_problems("followed", paper, now=now)
    assert any(sentence in one for one in problems), problems


def test_the_longest_names_and_titles_are_tried(now: datetime) -> None:
    """This one holds any usual name."""
    paper = replace(shipped_paper("followed"), css=".full .name.longest { font-size: 60pt }")
    (problem,) = proof_problems("followed", paper, now=now)
    assert problem.startswith("Avec un nom de 60\u00a0lettres et un long titre")
