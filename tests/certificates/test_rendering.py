"""The paper: what it says, and that it can be seen."""

import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from certificates.models import Award
from certificates.rendering import STYLESHEET, render_certificate
from certificates.storing import read
from courses.person import absolute_url
from courses.printing import PrintingProblem, pdf_of, undrawable

pytestmark = pytest.mark.django_db

LONG = "Marie-Bernadette de La Rochefoucauld-Montesquieu-Fezensac"


def _file(tmp_path: Path, pdf: bytes) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    return path


def _text(path: Path) -> str:
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return " ".join(said.stdout.decode().split())


def _ink(path: Path) -> int:
    """Dark points of the middle of the page, where the name stands."""
    picture = path.with_suffix("")
    command = ["pdftoppm", "-r", "60", "-gray", "-singlefile", path, picture]
    drawn = subprocess.run(command, capture_output=True, check=True)
    assert drawn.stderr == b""
    head, _size, _depth, points = picture.with_suffix(".pgm").read_bytes().split(b"\n", 3)
    assert head == b"P5"
    return sum(point < 100 for point in points)


@pytest.mark.tools
def test_the_paper_says_the_name_the_course_and_the_date(issued: Award, tmp_path: Path) -> None:
    path = _file(tmp_path, read(issued.file))
    text = _text(path)
    for word in ("Alice Lefèvre-Nuñez", "Alliances et confiance", issued.number):
        assert word in text
    assert issued.claims["achieved_on"] in text
    assert issued.shown_code in text
    assert _ink(path) > 1000


@pytest.mark.tools
def test_the_qr_code_leads_to_the_verification(issued: Award, tmp_path: Path) -> None:
    path = _file(tmp_path, read(issued.file))
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", path, tmp_path / "p"], check=True
    )
    command = ["zbarimg", "-q", "--raw", tmp_path / "p.png"]
    seen = subprocess.run(command, capture_output=True, check=True)
    assert seen.stdout.decode().strip() == absolute_url(issued.get_absolute_url())


@pytest.mark.tools
@pytest.mark.parametrize("name", ["Łukasz Żółć", "Đặng Thị Hồng", "Mina Østergård", LONG, "Ö"])
def test_the_paper_draws_every_latin_name_on_one_page(
    issued: Award, tmp_path: Path, name: str
) -> None:
    claims: dict[str, Any] = {**issued.claims, "name": name}
    path = _file(tmp_path, render_certificate(claims))
    assert name.replace("-", "") in _text(path).replace("-", "").replace("- ", "")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1


def test_the_fonts_are_embedded_and_the_paper_is_tagged(issued: Award, tmp_path: Path) -> None:
    with pikepdf.open(_file(tmp_path, read(issued.file))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == issued.language
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "/ToUnicode" in font


def test_the_wording_never_promises_a_diploma(issued: Award) -> None:
    said = " ".join(str(value) for value in issued.claims.values()).lower()
    for word in ("diplôme", "certification", "qualiopi"):
        assert word not in said


def test_names_that_no_font_draws_are_found() -> None:
    fonts = STYLESHEET.parent / "fonts"
    assert undrawable("Éléonore Łukasz Nguyễn O’Brien", fonts) == ""
    assert undrawable("李小龍 Bruce", fonts) == "李小龍"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "../locale/fr"]
)
def test_a_document_reads_nothing_but_its_own_files(address: str) -> None:
    page = f'<html lang="fr"><title>x</title><img alt="x" src="{address}"></html>'
    with pytest.raises(PrintingProblem):
        pdf_of(page, STYLESHEET)


def test_a_name_cannot_add_html_to_the_paper(issued: Award, tmp_path: Path) -> None:
    claims = {**issued.claims, "name": "<img src=x> &amp; <b>gras</b>"}
    assert render_certificate(claims).startswith(b"%PDF-")
