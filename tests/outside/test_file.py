"""The file, as the tools that people have read it."""

import subprocess
from pathlib import Path

import pikepdf

from tests.outside.conftest import Story


def _said(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # Poppler tells what it could not draw on its standard error, and goes on. zbarimg tells there
    # that it found no D-Bus, which is not our affair.
    assert done.stderr == "" or command[0] == "zbarimg"
    return done.stdout


def test_qpdf_finds_no_fault(story: Story) -> None:
    assert "No syntax or stream encoding errors found" in _said("qpdf", "--check", story.pdf())


def test_its_text_can_be_extracted(story: Story) -> None:
    text = " ".join(_said("pdftotext", "-layout", story.pdf(), "-").split())
    claims = story.told()["awards"][0]["claims"]
    assert claims["name"] == "Éléonore Çelik-Nuñez"
    for key in ("title", "name", "course", "number", "code", "shown_url"):
        assert " ".join(claims[key].split()) in text


def test_every_font_is_embedded_and_reads_back(story: Story) -> None:
    _names, _rule, *fonts = _said("pdffonts", story.pdf()).splitlines()
    assert fonts
    for font in fonts:
        embedded, _subset, unicode_map, *_object = font.split()[-5:]
        assert (embedded, unicode_map) == ("yes", "yes"), font


def test_it_says_what_it_is(story: Story) -> None:
    info = dict(
        line.split(":", 1) for line in _said("pdfinfo", story.pdf()).splitlines() if ":" in line
    )
    said = {key: value.strip() for key, value in info.items()}
    assert (said["Tagged"], said["Pages"], said["Encrypted"]) == ("yes", "1", "no")
    assert "Éléonore Çelik-Nuñez" in said["Title"]
    assert said["Author"] == "Alliances (démonstration)"


def test_its_language_and_conformity_are_told(story: Story) -> None:
    with pikepdf.open(story.pdf()) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == "fr"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_its_structure_begins_with_one_heading(story: Story) -> None:
    tree = _said("pdfinfo", "-struct-text", story.pdf())
    assert tree.count("H1 (block)") == 1
    assert "Attestation de suivi" in tree.split("H1 (block)")[1].splitlines()[2]


def test_its_qr_code_is_the_address_of_its_verification(story: Story, tmp_path: Path) -> None:
    _said("pdftoppm", "-r", "150", "-png", "-singlefile", story.pdf(), tmp_path / "page")
    seen = _said("zbarimg", "-q", "--raw", tmp_path / "page.png")
    assert seen == story.told()["awards"][0]["url"] + "\n"


def test_what_it_carries_is_what_its_holder_downloads(story: Story, tmp_path: Path) -> None:
    _said("pdfdetach", "-saveall", "-o", tmp_path, story.pdf())
    [carried] = tmp_path.iterdir()
    assert carried.name == "justificatif.json"
    assert carried.read_bytes() == (story.folder / "issued" / "1.json").read_bytes()
