"""Drawing: a document as it should be, or none. Each silent failure is provoked."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from certificates.issuing import issue_award
from certificates.models import Award
from certificates.papers import choosing, drawing
from certificates.papers.choosing import FOLDER, Paper, shipped_paper
from certificates.papers.drawing import draw, undrawable
from courses import printing
from courses.printing import PrintingProblem, Sheet, forget, pdf_of
from tests.certificates.papers.facts import claims_of, raster
from tests.certificates.papers.names import PEOPLE


@pytest.fixture(autouse=True)
def _fresh_fonts() -> Iterator[None]:
    """No stylesheet of another test before, nor of this one after."""
    forget()
    yield
    forget()


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the papers, for everybody: what is taken from it lacks."""
    folder = tmp_path / "papers"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(choosing, "FOLDER", folder)
    return folder


def _copies() -> Path:
    """The folder of this process where the renderer keeps its fonts."""
    _engine, _css, _fonts, copies = printing._prepared(shipped_paper("followed").sheet)
    assert len(copies) == 9
    return copies[0].parent


def _assert_nothing_is_issued(award: Award, now: datetime, cause: str) -> None:
    assert issue_award(award.uuid, now=now) is None
    award.refresh_from_db()
    assert (award.state, award.file, award.sha256) == (Award.State.PENDING, "", "")
    assert cause in award.cause


# Causes that nobody would see ----------------------------------------------------------------


def test_a_missing_picture_gives_no_document(elsewhere: Path) -> None:
    (elsewhere / "branch.svg").unlink()
    with pytest.raises(PrintingProblem, match=r"branch\.svg"):
        draw(claims_of(), shipped_paper("followed"))


@pytest.mark.parametrize("font", sorted(one.name for one in (FOLDER / "fonts").glob("*.ttf")))
def test_a_missing_font_gives_no_document(elsewhere: Path, font: str) -> None:
    """Also one that this document does not use: nobody knows which the next one will need."""
    (elsewhere / "fonts" / font).unlink()
    with pytest.raises(PrintingProblem, match="cannot be loaded"):
        draw(claims_of(), shipped_paper("followed"))


def test_no_font_at_all_gives_no_document(elsewhere: Path) -> None:
    shutil.rmtree(elsewhere / "fonts")
    with pytest.raises(PrintingProblem, match="no font"):
        draw(claims_of(), shipped_paper("followed"))


def test_copies_of_fonts_swept_away_give_no_document_then_come_back() -> None:
    paper = shipped_paper("followed")
    assert draw(claims_of(), paper)
    shutil.rmtree(_copies())
    with pytest.raises(PrintingProblem, match="went away"):
        draw(claims_of(), paper)
    assert draw(claims_of(), paper)


@pytest.mark.parametrize("number", range(9))
def test_one_copy_swept_away_gives_no_document(number: int) -> None:
    paper = shipped_paper("followed")
    assert draw(claims_of(), paper)
    sorted(_copies().iterdir())[number].unlink()
    with pytest.raises(PrintingProblem, match="went away"):
        draw(claims_of(), paper)


def test_copies_swept_away_while_drawing_give_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _copies()
    check = printing.fits

    def sweep(document: Any) -> bool:
        shutil.rmtree(folder)
        return check(document)

    monkeypatch.setattr(printing, "fits", sweep)
    with pytest.raises(PrintingProblem, match="went away"):
        draw(claims_of(), shipped_paper("followed"))


def test_any_warning_of_the_renderer_gives_no_document() -> None:
    paper = replace(shipped_paper("followed"), css="p { colour: red; }")
    with pytest.raises(PrintingProblem, match="colour"):
        draw(claims_of(), paper)


@pytest.mark.parametrize("place", ["name", "course", "signatory", "issuer", "mention"])
def test_a_character_of_no_font_gives_no_document(place: str) -> None:
    with pytest.raises(PrintingProblem, match="李"):
        draw(claims_of(**{place: "李 Bruce"}), shipped_paper("followed"))


@pytest.mark.parametrize("written", ["李", "\N{SNOWMAN}", "\N{GRINNING FACE}"])
def test_a_character_that_only_the_machine_draws_gives_no_document(written: str) -> None:
    """Through a style, which is no text: a box, or a font that another machine lacks."""
    css = f'h1::after {{ content: "{written}"; }}'
    with pytest.raises(PrintingProblem):
        draw(claims_of(), replace(shipped_paper("followed"), css=css))


@pytest.mark.parametrize("place", ["course", "statement", "mention", "signatory", "issuer_line"])
@pytest.mark.parametrize("kind", ["followed", "trained"])
def test_a_text_without_room_gives_no_document(kind: str, place: str) -> None:
    if (kind, place) == ("trained", "issuer_line"):
        place = "given"
    long = "une phrase qui ne finit pas " * 200
    with pytest.raises(PrintingProblem, match="ne tient pas"):
        draw(claims_of(kind, **{place: long}), shipped_paper(kind))


@pytest.mark.parametrize("place", ["signatory", "mention", "when", "check"])
def test_a_word_without_room_gives_no_document(place: str) -> None:
    """One that no line may break: it would run over the frame, or over its neighbour."""
    with pytest.raises(PrintingProblem, match="ne tient pas"):
        draw(claims_of(**{place: "M" * 150}), shipped_paper("followed"))


def test_lines_over_one_another_give_no_document() -> None:
    css = ".when { position: absolute; top: 0; left: 0; right: 0; margin: 0; }"
    over = replace(shipped_paper("followed"), css=css + ".issuer { margin-top: -17mm; }")
    with pytest.raises(PrintingProblem, match="ne tient pas"):
        draw(claims_of(), over)


# What the award says of it ---------------------------------------------------------------------


@pytest.mark.django_db
def test_an_award_without_its_picture_waits(pending: Award, now: datetime, elsewhere: Path) -> None:
    (elsewhere / "branch.svg").unlink()
    _assert_nothing_is_issued(pending, now, "branch.svg")


@pytest.mark.django_db
def test_an_award_without_its_font_waits(pending: Award, now: datetime, elsewhere: Path) -> None:
    (elsewhere / "fonts" / "SourceSerif4Display-Regular.ttf").unlink()
    _assert_nothing_is_issued(pending, now, "cannot be loaded")


@pytest.mark.django_db
def test_an_award_whose_copies_of_fonts_went_away_waits_then_is_issued(
    pending: Award, now: datetime
) -> None:
    draw(claims_of(), shipped_paper("followed"))
    shutil.rmtree(_copies())
    _assert_nothing_is_issued(pending, now, "the fonts went away")
    pending.refresh_from_db()
    assert issue_award(pending.uuid, now=pending.due_at) is not None


@pytest.mark.django_db
def test_an_award_whose_words_do_not_fit_waits(
    pending: Award, now: datetime, settings: Any
) -> None:
    settings.CERTIFICATES_ISSUER = {
        **settings.CERTIFICATES_ISSUER,
        "signatory": "Une direction au titre interminable " * 40,
    }
    _assert_nothing_is_issued(pending, now, "ne tient pas")


# What can be drawn ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Éléonore Łukasz Nguyễn O’Brien", ""),
        ("E\u0301le\u0301onore", ""),
        ("李小龍 Bruce 李", "李小龍"),
        ("Élise \N{GRINNING FACE}", "\N{GRINNING FACE}"),
        ("प्रिया", "प्रिया"),
        # What nobody sees is named: it reverses or hides its neighbours.
        ("Anne\u202egras", "U+202E"),
        ("An\u200bne", "U+200B"),
        ("علی‌رضا", ""),
        ("", ""),
    ],
)
def test_what_no_font_draws_is_found(text: str, strange: str) -> None:
    found = undrawable(text)
    assert sorted(found) == sorted(strange)


def test_without_fonts_nothing_is_said_to_be_drawable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "FONTS", tmp_path)
    with pytest.raises(PrintingProblem):
        undrawable("Alice")


def test_asking_for_a_whole_cohort_is_fast() -> None:
    undrawable("Alice")
    started = perf_counter()
    for name in PEOPLE * 6:
        undrawable(name)
    # About 1,000 names: some 5 ms here.
    assert perf_counter() - started < 0.2


def test_a_character_of_one_face_only_is_not_drawable() -> None:
    """Regular draws it, bold does not: a title with it would have a box."""
    assert undrawable("\N{NEGATIVE SQUARED LATIN CAPITAL LETTER A}") != ""
    faces = [printing.characters_of(one) for one in (FOLDER / "fonts").glob("Source*.ttf")]
    partly = frozenset().union(*faces) - frozenset.intersection(*faces)
    others = [printing.characters_of(one) for one in (FOLDER / "fonts").glob("[!S]*.ttf")]
    for point in partly - frozenset().union(*others):
        assert undrawable(chr(point)) == chr(point)


# What is drawn ------------------------------------------------------------------------------------


@pytest.mark.tools
def test_letters_without_ink_would_be_seen(tmp_path: Path) -> None:
    """The measure of the other tests: printed in white, a page has no ink but its QR code."""
    paper: Paper = shipped_paper("followed")
    dark = []
    for css in ("", "html, p, h1, div, td { color: #fff !important; }"):
        (tmp_path / "one.pdf").write_bytes(draw(claims_of(), replace(paper, css=css)))
        _width, _height, points = raster(tmp_path / "one.pdf")
        dark.append(sum(point < 100 for point in points))
    assert dark[0] > dark[1] + 1000


def test_a_document_reads_only_its_own_files(tmp_path: Path) -> None:
    sheet = Sheet(shipped_paper("followed").sheet.css, FOLDER)
    for address in ("http://127.0.0.1:9/x.png", "file:///etc/hostname", "../../locale/fr"):
        page = f'<html lang="fr"><title>x</title><img alt="x" src="{address}"></html>'
        with pytest.raises(PrintingProblem):
            pdf_of(page, sheet)


def test_a_name_adds_no_html() -> None:
    name = "<img src=x> &amp; <b>gras</b>"
    assert name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in (
        drawing.page_of(claims_of(name=name), shipped_paper("followed"))
    )
