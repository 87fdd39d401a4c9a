"""`verify_attendance`: what it says, its exit code, and the note kept elsewhere."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.attendance import chain
from courses.attendance.models import Meeting, Signature
from tests.attending import Room
from tests.courses.attendance.tampering import execute, set_column, without_guards


def verify(*arguments: str) -> str:
    """What the command says; CommandError is its exit code 1."""
    out = StringIO()
    try:
        call_command("verify_attendance", *arguments, stdout=out)
    except CommandError as problem:
        return f"{out.getvalue()}!{problem.returncode}!{problem}"
    return out.getvalue()


@pytest.fixture
def signed(room: Room) -> Room:
    for each in room.learners:
        room.sign(each, room.first)
    room.countersign(room.first)
    room.sign(room.learners[0], room.meetings[1])
    return room


def test_nothing_changed(signed: Room) -> None:
    assert verify() == "2 feuille(s), 5 ligne(s) : rien n'a été modifié.\n"


def test_each_fault_on_its_line(signed: Room) -> None:
    without_guards()
    second = signed.first.signatures.get(number=2)
    set_column(Signature, second.pk, "late_minutes", 60)
    other = signed.meetings[1].signatures.get()
    execute(f'DELETE FROM "{Signature._meta.db_table}" WHERE id = %s', other.pk)
    told = verify()
    assert "« Jour 1, matin » du 10/03/2026" in told
    assert ", ligne 2 : cette ligne a été modifiée" in told
    assert "« Jour 1, après-midi »" in told
    assert ", ligne 1 : cette ligne a été retirée" in told
    assert told.endswith("!1!2 anomalie(s) dans 2 feuille(s), 5 ligne(s).")


def test_images_may_be_left_unread(signed: Room) -> None:
    assert "rien n'a été modifié" in verify("--skip-images")


def test_a_whole_chain_made_again_is_seen_against_the_note(signed: Room, tmp_path: Path) -> None:
    """Whoever can write every table makes another chain that holds: not the note."""
    note = tmp_path / "fins.json"
    assert "gardez ce fichier ailleurs" in verify("--note", str(note))
    assert "Alice" not in note.read_text()
    signed.sign(signed.learners[1], signed.meetings[1])  # what is added since is no fault
    assert "rien n'a été modifié" in verify("--against", str(note))

    without_guards()
    meeting, previous = Meeting.objects.get(pk=signed.first.pk), ""
    for line in signed.first.signatures.in_order():
        line.late_minutes = 60
        line.previous_hash = previous or line.previous_hash
        line.hash = previous = chain.line_hash(line)
        line.save()
    meeting.last_hash = previous
    meeting.save()
    assert "rien n'a été modifié" in verify()
    assert "ligne 4 : cette ligne n’est pas celle qui était notée" in verify("--against", str(note))


def test_a_sheet_gone_altogether_is_seen_against_the_note(signed: Room, tmp_path: Path) -> None:
    note = tmp_path / "fins.json"
    verify("--note", str(note))
    without_guards()
    signed.meetings[1].signatures.all().delete()
    Meeting.objects.filter(pk=signed.meetings[1].pk).delete()
    assert "rien n'a été modifié" in verify()
    assert f"séance {signed.meetings[1].uuid}, ligne 1 : la feuille ne va plus" in verify(
        "--against", str(note)
    )


@pytest.mark.parametrize("content", [None, "", "[]", '{"a": 1}', json.dumps({"a": [1, "b"]})])
def test_what_is_no_note(signed: Room, tmp_path: Path, content: Any) -> None:
    note = tmp_path / "fins.json"
    if content is not None:
        note.write_text(content)
    assert "ne se lit pas" in verify("--against", str(note))


def test_a_sheet_that_is_not_whole_is_not_noted(signed: Room, tmp_path: Path) -> None:
    without_guards()
    set_column(Signature, signed.first.signatures.get(number=2).pk, "name", "Omar")
    verify("--note", str(tmp_path / "fins.json"))
    assert not (tmp_path / "fins.json").exists()
