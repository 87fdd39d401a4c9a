"""A person's part: a copy, what stays and until when, and erasure."""

from base64 import b64decode
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone

from courses import hooks
from courses.attendance.correcting import correct_presence
from courses.attendance.handwriting import Hand
from courses.attendance.hours import signed_minutes
from courses.attendance.keeping import erase_proofs
from courses.attendance.models import Meeting, Signature
from courses.attendance.paper import Mark, key_sheet
from courses.attendance.personal_data import AttendanceData
from courses.attendance.signing import tick_presence
from courses.attendance.storing import attendance_storage, sha256_of
from mooc import my_data
from tests.attending import Room, drawing, photo
from tests.courses.attendance.tampering import told
from tests.visible import faults, visible_text

DATA = AttendanceData()


@pytest.fixture
def signed(room: Room) -> Room:
    """Alice signs, is corrected by the trainer, who counter-signs."""
    alice = room.learners[0]
    room.sign(alice, room.first)
    correct_presence(
        room.first,
        enrolment=alice,
        is_absent=True,
        reason="Alice est partie",
        by=room.trainer,
        now=room.first.ends_at,
    )
    room.countersign(room.first)
    return room


def test_the_hook_is_registered() -> None:
    assert any(isinstance(one, AttendanceData) for one in hooks.personal_data)


def test_export_says_what_was_signed_and_written_about_them(signed: Room) -> None:
    first, second = DATA.export(signed.learners[0].person)["attendance"]
    assert first["signed_as"] == first["typed_name"] == "Alice Lefèvre-Nuñez"
    assert (first["meeting"], first["held_on"]) == ("Jour 1, matin", "2026-03-10")
    assert first["written_by_me"]
    assert (second["reason"], second["is_absent"]) == ("Alice est partie", True)
    assert not second["written_by_me"]
    DjangoJSONEncoder().encode([first, second])


def test_export_holds_the_signature_drawn_in_the_file_alone(room: Room, signed_in: Any) -> None:
    alice = room.learners[0]
    line = room.sign(alice, room.first, hand=Hand(drawing=drawing()))
    (mine,) = DATA.export(alice.person)["attendance"]
    head, _comma, body = mine["signature_image"].partition(",")
    assert head == "data:image/png;base64"
    assert sha256_of(b64decode(body)) == line.image_sha256
    page = signed_in(alice.person).get(reverse("my_data")).content.decode()
    assert "base64" not in page
    attendance_storage().delete(line.image)
    assert DATA.export(alice.person)["attendance"][0]["signature_image"] is None


def test_export_of_a_trainer_names_nobody_else(signed: Room) -> None:
    lines = DATA.export(signed.trainer)["attendance"]
    assert [one["line"] for one in lines] == ["correction", "contresignature"]
    assert lines[0]["signed_as"] is None
    assert "Alice" not in str({**lines[0], "reason": ""})


def test_export_of_somebody_else_is_empty(signed: Room, omar: Any) -> None:
    assert DATA.export(omar) == {"attendance": []}
    assert DATA.kept(omar) == []


def test_kept_says_until_when_and_why(signed: Room, settings: Any) -> None:
    settings.COURSES_ATTENDANCE_YEARS = 50
    settings.COURSES_ATTENDANCE_WHY = "Parce que le financeur le demande."
    proof, line = DATA.kept(signed.learners[0].person)
    assert proof.until == date(2076, 12, 31)
    assert proof.why == "Parce que le financeur le demande."
    assert line.until is None
    settings.COURSES_ATTENDANCE_WHY = ""
    for kept in DATA.kept(signed.trainer):
        assert not faults(kept.what + kept.why)
    assert "financeurs" in DATA.kept(signed.trainer)[0].why


def test_erasing_an_account_keeps_a_trainings_proof_until_its_day(
    signed: Room, settings: Any
) -> None:
    settings.COURSES_ATTENDANCE_YEARS = 50
    my_data.erase_user(signed.learners[0].person, now=timezone.now())
    line = signed.first.signatures.get(number=1)
    assert (line.name, line.enrolment.person) == ("Alice Lefèvre-Nuñez", None)
    assert told(signed.first) == set()
    settings.COURSES_ATTENDANCE_YEARS = 0
    assert erase_proofs(now=datetime(2027, 1, 1, 9, tzinfo=UTC)) == 3
    assert not Signature.objects.exclude(name="", salt="").exists()
    assert told(signed.first) == set()


def test_erasing_an_account_drops_an_awareness_sessions_names_at_once(awareness: Room) -> None:
    alice, bilal = awareness.learners[:2]
    meeting = awareness.first
    awareness.sign(alice, meeting)
    tick_presence(meeting, enrolment=bilal, by=awareness.trainer, now=meeting.starts_at)
    person = alice.person
    my_data.erase_user(person, now=timezone.now())
    mine, other = meeting.signatures.order_by("number")
    assert (mine.name, mine.salt, mine.person_ref, mine.author_name) == ("", "", "", "")
    assert mine.erased_at is not None
    assert (other.name, other.author_name) == ("Bilal Ouali", "Tarik Benali")
    assert signed_minutes([alice]) == {alice.pk: 90}
    my_data.erase_user(awareness.trainer, now=timezone.now())
    other.refresh_from_db()
    assert (other.name, other.author_name, other.author_salt) == ("Bilal Ouali", "", "")
    assert told(meeting) == set()


def test_simple_presence_at_a_training_is_a_proof_too(room: Room, settings: Any) -> None:
    settings.COURSES_ATTENDANCE_YEARS = 50
    Meeting.objects.filter(pk=room.first.pk).update(is_countersigned=False)
    room.first.refresh_from_db()
    room.sign(room.learners[0], room.first)
    my_data.erase_user(room.learners[0].person, now=timezone.now())
    assert room.first.signatures.get().name == "Alice Lefèvre-Nuñez"


def test_a_photograph_that_others_signed_is_said_to_stay(awareness: Room, settings: Any) -> None:
    settings.COURSES_ATTENDANCE_YEARS = 50
    alice, meeting = awareness.learners[0], awareness.first
    key_sheet(
        meeting, photo=photo(), marks=[Mark(alice)], by=awareness.trainer, now=meeting.ends_at
    )
    what = [kept.until for kept in DATA.kept(alice.person) if "photographies" in kept.what]
    assert what == [date(2076, 12, 31)]


def test_my_data_speaks_french(signed: Room, signed_in: Any) -> None:
    page = signed_in(signed.learners[0].person).get(reverse("my_data"))
    text = visible_text(page.content.decode(), "main")
    assert "Émargements" in text
    assert not faults(text)
    for key in DATA.export(signed.learners[0].person)["attendance"][0]:
        assert key.replace("_", " ").capitalize() not in text.split("\n")
