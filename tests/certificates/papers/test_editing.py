"""Writing a template: versions, going back, two at once, and what is issued already."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from PIL import Image

from certificates.issuing import issue_award
from certificates.models import Award
from certificates.papers.choosing import paper_for, paper_of
from certificates.papers.editing import StaleBase, number_in_use, template_of, use_version
from certificates.papers.models import Template, TemplateVersion
from certificates.papers.picturing import clean_logo
from certificates.storing import read
from courses.catalogue.models import Course
from tests.certificates.papers.conftest import Write

pytestmark = pytest.mark.django_db
Picture = Callable[..., bytes]


def test_a_version_is_in_use_as_soon_as_written(
    write: Write, course: Course, adele: Any, now: datetime
) -> None:
    assert paper_for("followed", course).name.startswith("followed/shipped")
    version = write(signatory="La présidence", valid_months=24)
    assert version.number == 1
    assert (version.written_by, version.published_at) == (adele, now)
    assert version.template.chosen_by == adele
    paper = paper_for("followed", course)
    assert paper.name == f"{version.template.uuid}/1"
    assert (paper.signatory, paper.valid_months) == ("La présidence", 24)


def test_the_template_of_a_course_comes_before_that_of_all(write: Write, course: Course) -> None:
    everywhere, own = write(signatory="Toutes"), write(course, signatory="Une")
    assert everywhere.template != own.template
    assert paper_for("followed", course).signatory == "Une"
    assert template_of("followed", None) == everywhere.template


def test_unchanged_content_makes_no_new_row(write: Write, html: str) -> None:
    first = write()
    again = write(base=1, html=html.replace("\n", "\r\n") + "\n", colour="#46562B")
    assert again == first
    assert TemplateVersion.objects.count() == 1


def test_a_version_is_frozen_by_the_database(write: Write) -> None:
    version = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateVersion.objects.filter(pk=version.pk).update(html="autre")


def test_going_back(write: Write, course: Course, omar: Any, now: datetime) -> None:
    first, second = write(signatory="A"), write(base=1, signatory="B")
    template = second.template
    use_version(template, first, base=2, by=omar, now=now)
    assert paper_for("followed", course).signatory == "A"
    assert Template.objects.get().chosen_by == omar
    use_version(template, None, base=1, by=omar, now=now)
    assert paper_for("followed", course).name.startswith("followed/shipped")
    assert number_in_use(Template.objects.get()) == 0
    # What is written next comes after the last, not after the one that was in use.
    assert write(signatory="C").number == 3


def test_writing_again_what_an_old_version_says(write: Write) -> None:
    first, _second = write(signatory="A"), write(base=1, signatory="B")
    use_version(first.template, first, base=2, by=None, now=first.created_at)
    assert write(base=1, signatory="A") == first
    assert write(base=1, signatory="B").number == 2


def test_a_stale_base_is_refused(write: Write, adele: Any, now: datetime) -> None:
    first, second = write(signatory="A"), write(base=1, signatory="B")
    with pytest.raises(StaleBase, match="Adèle Martin a mis en usage la version 2"):
        write(base=1, signatory="C")
    with pytest.raises(StaleBase):
        use_version(first.template, first, base=1, by=adele, now=now)
    use_version(first.template, None, base=2, by=adele, now=now)
    with pytest.raises(StaleBase, match="revenu au modèle livré"):
        write(base=2, signatory="C")
    assert TemplateVersion.objects.count() == second.number == 2


def test_a_template_written_twice_at_first(write: Write) -> None:
    write(signatory="A")
    with pytest.raises(StaleBase):
        write(base=0, signatory="B")
    assert TemplateVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("html", "<p>{{ name }}</p>", "Il manque la place"),
        ("html", "<img src='http://x/y.png'>", "<img>"),
        ("css", "p { background: url(file:///etc/passwd) }", "background"),
        ("css", ".name { display: none }", "{{ name }} ne se voit pas"),
        ("colour", "#fff", "#rrvvbb"),
        ("colour", "olive", "#rrvvbb"),
        ("colour", "#9aa37f", "contraste de 2,6"),
        ("signatory", "李小龍", "李小龍"),
    ],
)
def test_what_cannot_be_used_is_not_kept(
    write: Write, field: str, value: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        write(**{field: value})
    said = [words for sentences in refused.value.message_dict.values() for words in sentences]
    assert any(sentence in words for words in said), said
    assert not Template.objects.exists()


def test_a_logo_is_made_again(picture: Picture, write: Write) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: a quarter turn
    sent = picture((1000, 2000), "JPEG", exif=exif.tobytes())
    made = clean_logo(sent)
    with Image.open(BytesIO(made)) as opened:
        assert (opened.format, opened.size) == ("PNG", (1200, 600))
        assert not opened.info
    version = write(logo=made)
    assert paper_of(version).logo == made
    assert paper_of(version).logo_url.startswith("data:image/png;base64,")
    assert write(base=1, logo=made) == version


def test_a_transparent_logo_stays_so(picture: Picture) -> None:
    with Image.open(BytesIO(clean_logo(picture(mode="RGBA")))) as opened:
        assert opened.mode == "RGBA"
        assert opened.getpixel((1, 1))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_a_logo_in_other_colours(picture: Picture, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    with Image.open(BytesIO(clean_logo(picture(kind=kind, mode=mode)))) as opened:
        assert opened.mode == "RGB"


def test_what_is_no_logo(picture: Picture) -> None:
    whole = picture((300, 300))
    refused = {
        b"<svg xmlns='http://www.w3.org/2000/svg'/>": "SVG",
        b"<?xml version='1.0'?><svg onload='x()'/>": "SVG",
        b"not a picture": "PNG ou JPEG",
        b"": "PNG ou JPEG",
        whole[: len(whole) // 2]: "PNG ou JPEG",
        picture(kind="GIF", mode="L"): "PNG ou JPEG",
        picture((4001, 2), mode="L"): "4001 × 2\u00a0pixels",
        picture((20_000, 20_000), mode="1"): "trop de pixels",
        b"x" * 500_001: "501\u00a0ko",
    }
    for sent, sentence in refused.items():
        with pytest.raises(ValidationError) as problem:
            clean_logo(sent)
        assert sentence in problem.value.messages[0]


def test_what_is_issued_never_changes(
    issued: Award, write: Write, picture: Picture, settings: Any, now: datetime
) -> None:
    """After the template, the learner, the course, the issuer and the logo have changed."""
    before = read(issued.file), issued.claims, issued.sha256, issued.issued_at
    person, course = issued.enrolment.person, issued.enrolment.course
    write(course, css="h1 { color: #a5481f }", logo=clean_logo(picture()), signatory="Autre")
    person.certificate_name = "Alice Autrement"
    person.save()
    Course.objects.filter(pk=course.pk).update(slug="autre-titre")
    settings.CERTIFICATES_ISSUER = {"name": "Autre organisme", "signatory": "Autre"}
    award = Award.objects.get(pk=issued.pk)
    assert (read(award.file), award.claims, award.sha256, award.issued_at) == before
    assert issue_award(award.uuid, now=now) is None
    assert award.get_absolute_url() == issued.get_absolute_url()


def test_what_is_issued_after_is_drawn_on_the_new_paper(
    pending: Award, write: Write, now: datetime
) -> None:
    version = write(pending.enrolment.course, signatory="La présidence", valid_months=12)
    award = issue_award(pending.uuid, now=now)
    assert award is not None
    assert award.claims["template"] == f"{version.template.uuid}/1"
    assert award.claims["signatory"] == "La présidence"
    assert award.claims["expires_on"]
