"""A sheet signed on paper: the photograph, and lines that point to it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from courses.attendance.models import PaperSheet, Signature
from courses.attendance.paper import PHOTO_LIMIT, Mark, key_sheet
from courses.attendance.storing import attendance_storage, read, sha256_of
from courses.attendance.writing import Missed
from tests.attending import Room, enrolled, photo, png
from tests.courses.attendance.refusals import refused
from tests.courses.attendance.tampering import told


def key(room: Room, *marks: Mark, **more: Any) -> PaperSheet:
    given = {
        "photo": photo(),
        "by": room.organiser,
        "now": room.first.ends_at + timedelta(days=2),
        **more,
    }
    return key_sheet(room.first, marks=marks, **given)


def test_key_sheet_writes_a_line_a_signature_each_pointing_to_the_photo(room: Room) -> None:
    alice, bilal, chloe = room.learners
    marks = [Mark(alice), Mark(bilal, Missed(late=15)), Mark(chloe)]
    sheet = key(room, *marks, trainer=room.trainer)
    lines = list(room.first.signatures.order_by("number"))
    assert {(one.means, one.get_means_display(), one.paper_sheet) for one in lines} == {
        ("paper", "papier", sheet)
    }
    assert [one.name for one in lines] == [
        "Alice Lefèvre-Nuñez",
        "Bilal Ouali",
        "Chloé Martin",
        "Tarik Benali",
    ]
    assert {one.author_name for one in lines} == {"Oriane Petit"}
    assert lines[1].late_minutes == 15
    assert lines[3].kind == "counter_signature"
    assert sha256_of(read(sheet.image)) == sheet.sha256
    assert told(room.first) == set()


def test_the_photo_keeps_neither_place_nor_phone(room: Room) -> None:
    image = Image.new("RGB", (300, 200), "white")
    exif = image.getexif()
    exif[0x0110] = "Un téléphone"
    exif[0x0112] = 6  # taken on its side
    sheet = key(room, Mark(room.learners[0]), photo=png(image, "JPEG", exif=exif))
    kept = Image.open(BytesIO(read(sheet.image)))
    assert kept.size == (200, 300)
    assert not kept.getexif()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_photos_of_every_phone_are_read(room: Room, format_: str) -> None:
    assert key(room, Mark(room.learners[0]), photo=photo(format_)).sha256


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo_unreadable"),
        (b"%PDF-1.7", "photo_unreadable"),
        (photo()[:3000], "photo_unreadable"),
        (photo("PNG")[:-30], "photo_unreadable"),
        (photo("WEBP")[:-30], "photo_unreadable"),
        (photo("GIF"), "photo_unreadable"),
        (photo("PNG", size=(9000, 9000)), "photo_unreadable"),
        (b"0" * (PHOTO_LIMIT * 1_000_000 + 1), "photo_too_big"),
    ],
)
def test_what_is_no_photograph(room: Room, caplog: Any, data: bytes, code: str) -> None:
    import weasyprint  # noqa: F401  # it tells Pillow to complete truncated images

    with refused(code, caplog):
        key(room, Mark(room.learners[0]), photo=data)


def test_one_mark_refused_keeps_nothing_at_all(room: Room, awareness: Room, caplog: Any) -> None:
    with refused("another_session", caplog):
        key(room, Mark(room.learners[0]), Mark(awareness.learners[0]))
    assert not PaperSheet.objects.exists()
    room.first.refresh_from_db()
    assert room.first.last_number == 0
    storage = attendance_storage()
    for folder in storage.listdir("attendance")[0]:
        assert not storage.listdir(f"attendance/{folder}")[1]


def test_who_signed_on_their_phone_is_named_not_doubled(room: Room, caplog: Any) -> None:
    alice, bilal = room.learners[:2]
    room.sign(alice, room.first)
    with refused("already_on_sheet", caplog, says="Alice Lefèvre-Nuñez"):
        key(room, Mark(alice), Mark(bilal))


def test_marks_that_cannot_be(room: Room, caplog: Any) -> None:
    alice = room.learners[0]
    with refused("no_marks", caplog):
        key(room)
    with refused("twice_on_paper", caplog):
        key(room, Mark(alice), Mark(alice))
    with refused("not_allowed", caplog):
        key(room, Mark(alice), by=room.learners[1].person)
    with refused("not_started", caplog):
        key(room, Mark(alice), now=room.first.starts_at - timedelta(minutes=1))
    with refused("own_presence", caplog):
        key(room, Mark(enrolled(room.cohort, room.organiser)))
    with refused("not_allowed", caplog):
        key(room, Mark(alice), trainer=room.organiser)
    room.sign(alice, room.first)
    room.countersign(room.first)
    with refused("sheet_closed", caplog):
        key(room, Mark(room.learners[1]))
    assert Signature.objects.count() == 2
