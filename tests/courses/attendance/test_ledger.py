"""The database itself refuses what would change a sheet."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from courses.attendance import chain
from courses.attendance.keeping import erase_authors, erase_signers
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.attendance.paper import Mark, key_sheet
from tests.attending import Room, open_room, photo
from tests.courses.attendance.tampering import execute, told

ERASED = {"salt", "erased_at", *Signature.SIGNER, "author_salt", *Signature.AUTHOR}


def frozen(act: Any) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError as problem:
        return "frozen" in str(problem)
    return False


@pytest.fixture
def line(room: Room) -> Signature:
    return room.sign(room.learners[0], room.first)


@pytest.mark.parametrize(
    "field", [one for one in Signature._meta.concrete_fields if one.name != "id"]
)
def test_no_column_of_a_line_changes(line: Signature, field: Any) -> None:
    sql = f'UPDATE "{Signature._meta.db_table}" SET "{field.column}" = %s WHERE id = %s'
    old = getattr(line, field.attname)
    value = {"uuid": "0" * 32, "erased_at": line.signed_at}.get(field.name, old)
    if field.name in ERASED and field.name != "erased_at":
        value = "autre"
    assert frozen(lambda: execute(sql, field.get_db_prep_value(value, connection), line.pk))


def test_a_line_is_not_deleted(line: Signature) -> None:
    assert frozen(lambda: Signature.objects.filter(pk=line.pk).delete())
    assert frozen(lambda: execute(f'DELETE FROM "{Signature._meta.db_table}"'))


def test_a_name_is_erased_with_its_salt_or_not_at_all(line: Signature, room: Room) -> None:
    mine = Signature.objects.filter(pk=line.pk)
    assert frozen(lambda: mine.update(name="", salt=""))
    assert frozen(lambda: mine.update(author_name=""))
    now = room.first.ends_at
    assert erase_signers(mine, now=now) == erase_authors(mine) == 1
    assert frozen(lambda: mine.update(name="Omar Haddad"))
    assert frozen(lambda: mine.update(erased_at=now + timedelta(days=1)))
    assert told(room.first) == set()


def test_facts_of_a_signed_meeting_do_not_change(line: Signature, room: Room) -> None:
    for name in Meeting.FACTS:
        value = room.first.ends_at if name == "cancelled_at" else getattr(room.meetings[1], name)
        assert frozen(
            lambda name=name, value=value: Meeting.objects.filter(pk=room.first.pk).update(
                **{name: value}
            )
        ), name
    assert frozen(lambda: execute(f'DELETE FROM "{Meeting._meta.db_table}"'))
    Meeting.objects.filter(pk=room.first.pk).update(place="Salle 2", title="Matin")
    Meeting.objects.filter(pk=room.meetings[1].pk).update(ends_at=room.meetings[2].ends_at)
    Meeting.objects.filter(pk=room.meetings[1].pk).delete()


def test_a_paper_sheet_stays(room: Room) -> None:
    sheet = key_sheet(
        room.first,
        photo=photo(),
        marks=[Mark(room.learners[0])],
        by=room.organiser,
        now=room.first.ends_at,
    )
    mine = PaperSheet.objects.filter(pk=sheet.pk)
    assert frozen(lambda: mine.update(sha256="0" * 64))
    assert frozen(lambda: execute(f'DELETE FROM "{PaperSheet._meta.db_table}"'))
    room.organiser.delete()
    sheet.refresh_from_db()
    assert sheet.uploaded_by is None


def test_the_hash_of_a_line_is_the_one_that_was_decided(room: Room) -> None:
    """Written down: were it to change, every sheet signed before would look forged."""
    meeting = Meeting(
        uuid="2bb6e3db-9936-5bac-8590-c2c285271131",
        cohort=room.cohort,
        starts_at=room.first.starts_at,
        ends_at=room.first.ends_at,
    )
    room.cohort.uuid = meeting.uuid
    line = Signature(
        uuid=meeting.uuid,
        meeting=meeting,
        number=1,
        kind="presence",
        means="scan",
        signed_at=meeting.starts_at,
        salt="00" * 16,
        name="Alice",
        previous_hash="f" * 64,
    )
    line.person_digest, line.author_digest = chain.person_digest(line), chain.author_digest(line)
    made = (chain.genesis(meeting), line.person_digest, chain.line_hash(line))
    assert [one[:16] for one in made] == [
        "64ab631d0829d8d0",
        "50dd908e8979c0a1",
        "5e6673bfcbc53384",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_sheets_are_emptied_between_tests_and_guarded_again(turn: int) -> None:
    """Tests that commit leave nothing to the next: `flush`, where nothing else deletes a line."""
    assert not Signature.objects.exists()
    room = open_room(learners=1)
    line = room.sign(room.learners[0], room.first)
    assert frozen(lambda: Signature.objects.filter(pk=line.pk).delete())
