"""The PDF's own structure, read with pikepdf: what makes it accessible and archivable.

"Structural checks pass", never "conforms": no validator of PDF/A or PDF/UA runs here.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

from certificates.models import Award
from certificates.papers.choosing import shipped_paper
from certificates.papers.drawing import draw
from certificates.storing import read
from tests.certificates.papers.facts import FACTS, claims_of

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
# What each of our structure types may stand in (ISO 32000-1, 14.8.4).
BLOCKS = {"Document", "Div", "TD", "NonStruct"}
PARENTS = {
    "H1": BLOCKS,
    "P": BLOCKS,
    "Div": BLOCKS,
    "Table": BLOCKS,
    "TR": {"Table", "TBody"},
    "TBody": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "Figure": {"Document", "Div", "P", "TD", "NonStruct"},
    "Span": {"H1", "P", "TD", "TH", "Div", "Link", "NonStruct", "Span"},
    "Link": {"P", "Span", "NonStruct"},
    "NonStruct": {"NonStruct", "P", "TD", "TH", "Div", "Span", "Document", "Table", "TR"},
}
PAINTING = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}


@pytest.fixture
def pdf(issued: Award) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(read(issued.file))) as opened:
        yield opened


@pytest.fixture(params=sorted(FACTS))
def drawn(request: Any) -> Iterator[pikepdf.Pdf]:
    """Each kind, before its seal."""
    made = draw(claims_of(request.param), shipped_paper(request.param))
    with pikepdf.open(BytesIO(made)) as opened:
        yield opened


def _type(element: Any) -> str:
    return str(element.S).lstrip("/")


def _elements(element: Any, parent: str = "") -> Iterator[tuple[Any, str]]:
    """Each structure element with the type of its parent, in reading order."""
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return
    yield element, parent
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from _elements(child, _type(element))


def _tree(pdf: pikepdf.Pdf) -> list[tuple[Any, str]]:
    return list(_elements(pdf.Root.StructTreeRoot.K[0]))


# Once issued: sealed, with its credential -----------------------------------------------------


@pytest.mark.django_db
def test_the_catalogue_says_language_title_and_tags(pdf: pikepdf.Pdf, issued: Award) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == issued.language
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert all(str(page.Tabs) == "/S" for page in pdf.pages)
    title = f"{issued.claims['title']} – {issued.claims['course']} – {issued.claims['name']}"
    assert str(pdf.docinfo["/Title"]) == title
    assert str(pdf.docinfo["/Author"]) == issued.claims["issuer"]


@pytest.mark.django_db
def test_one_block_of_metadata_claims_both_standards(pdf: pikepdf.Pdf, issued: Award) -> None:
    raw = pdf.Root.Metadata.read_bytes().decode()
    inside = re.sub(r"<\?xpacket.*?\?>", "", raw, flags=re.DOTALL)
    (rdf,) = ElementTree.fromstring(inside.strip()).iter(f"{RDF}RDF")

    def values(name: str) -> list[str]:
        as_elements = [one.text or "" for one in rdf.iter(name)]
        as_attributes = [one.attrib[name] for one in rdf.iter() if name in one.attrib]
        return as_elements + as_attributes

    assert values(f"{PDFA}part") == ["3"]
    assert values(f"{PDFA}conformance") == ["A"]
    assert values(f"{PDFUA}part") == ["1"]
    (title,) = rdf.iter(f"{DC}title")
    assert str(issued.claims["name"]) in "".join(title.itertext())


@pytest.mark.django_db
def test_the_credential_is_attached_as_data(pdf: pikepdf.Pdf, issued: Award) -> None:
    (name,) = pdf.attachments
    spec = pdf.attachments[name].obj
    assert str(spec.AFRelationship) == "/Data"
    assert [one.objgen for one in pdf.Root.AF] == [spec.objgen]
    credential = json.loads(pdf.attachments[name].get_file().read_bytes())
    assert credential["credentialSubject"]["achievement"]["name"] == issued.claims["course"]


@pytest.mark.django_db
def test_every_annotation_of_the_issued_document_is_in_the_tree(pdf: pikepdf.Pdf) -> None:
    kinds = []
    for page in pdf.pages:
        for one in page.Annots:
            kinds.append(str(one.Subtype))
            if one.Subtype == "/Link":
                assert "/StructParent" in one
                assert str(one.Contents)
            else:
                # The seal's field shows nothing: it has no room on the page, and is hidden.
                assert [float(edge) for edge in one.Rect] == [0, 0, 0, 0]
    assert sorted(kinds) == ["/Link", "/Widget"]


# Each kind, before its seal ---------------------------------------------------------------------


def test_elements_stand_where_they_may(drawn: pikepdf.Pdf) -> None:
    tree = _tree(drawn)
    wrong = [(_type(one), parent) for one, parent in tree[1:] if parent not in PARENTS[_type(one)]]
    assert wrong == []


def test_the_title_is_the_first_and_only_heading(drawn: pikepdf.Pdf) -> None:
    headings = [_type(one) for one, _parent in _tree(drawn) if re.fullmatch(r"H\d?", _type(one))]
    assert headings == ["H1"]


def test_pictures_have_words(drawn: pikepdf.Pdf) -> None:
    said = [str(one.Alt) for one, _parent in _tree(drawn) if _type(one) == "Figure"]
    assert len(said) == 2
    assert all(said)
    assert any("https://" in one for one in said)


def test_each_fact_names_its_header(drawn: pikepdf.Pdf) -> None:
    rows = [one for one, _parent in _tree(drawn) if _type(one) == "TR"]
    for row in rows:
        header, cell = row.K
        assert (_type(header), _type(cell)) == ("TH", "TD")
        assert [str(one) for one in cell.A.Headers] == [str(header.ID)]


def test_fonts_are_embedded_and_can_be_read_back(drawn: pikepdf.Pdf) -> None:
    fonts = [font for page in drawn.pages for font in page.Resources.Font.values()]
    assert len(fonts) >= 3
    for font in fonts:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/ToUnicode" in font


def test_no_picture_is_smoothed(drawn: pikepdf.Pdf) -> None:
    for one in drawn.objects:
        if isinstance(one, pikepdf.Stream):
            assert not one.get("/Interpolate", False)


def test_all_that_is_painted_is_tagged_or_decoration(drawn: pikepdf.Pdf) -> None:
    for page in drawn.pages:
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            assert depth > 0 or name not in PAINTING, name
        assert depth == 0


def test_letters_drawn_apart_carry_their_text() -> None:
    name = "Adébáyọ̀ علی‌رضا"
    made = draw(claims_of(name=name), shipped_paper("followed"))
    with pikepdf.open(BytesIO(made)) as pdf:
        said = [str(one.ActualText) for one, _parent in _tree(pdf) if "/ActualText" in one]
    # In reading order for who listens to the page.
    assert name in said
