"""A backup can be restored, and says so when it cannot."""

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path: Path, settings: Any) -> Path:
    """One account and two files, saved."""
    settings.DATA_DIR = tmp_path
    get_user_model().objects.create_user(email="alice@example.org", password=None)
    default_storage.save("certificates/2026/un.pdf", ContentFile(b"%PDF one"))
    default_storage.save("deux.txt", ContentFile("é".encode()))
    default_storage.save("health/passing", ContentFile(b"probe"))
    call_command("backup", to=tmp_path / "backups", stdout=io.StringIO())
    (path,) = (tmp_path / "backups").iterdir()
    return path


def _restore(path: Path, *arguments: str) -> str:
    output = io.StringIO()
    call_command("restore", str(path), *arguments, stdout=output)
    return output.getvalue()


def _content(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def test_archive_holds_everything_and_only_its_owner_reads_it(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        names = tar.getnames()
    files = ["files/deux.txt", "files/certificates/2026/un.pdf"]
    assert names == ["database", *files, "manifest.json"]
    assert backup.stat().st_mode & 0o777 == 0o600


def test_restore_brings_back_rows_and_files(backup: Path) -> None:
    people = get_user_model().objects
    people.all().delete()
    people.create_user(email="omar@example.org", password=None)
    default_storage.delete("deux.txt")
    default_storage.delete("certificates/2026/un.pdf")
    default_storage.save("certificates/2026/un.pdf", ContentFile(b"forged"))

    said = _restore(backup, "--replace")

    assert "2 fichier(s) remis en place" in said
    assert list(people.values_list("email", flat=True)) == ["alice@example.org"]
    assert _content("certificates/2026/un.pdf") == b"%PDF one"
    assert _content("deux.txt") == "é".encode()


def test_restore_refuses_a_database_in_use(backup: Path) -> None:
    get_user_model().objects.all().delete()
    with pytest.raises(CommandError, match="n'est pas vide"):
        _restore(backup)
    assert not get_user_model().objects.exists()


def test_restore_refuses_a_changed_file(backup: Path) -> None:
    content = backup.read_bytes()
    assert content.count(b"%PDF one") == 1
    backup.write_bytes(content.replace(b"%PDF one", b"%PDF two"))
    with pytest.raises(CommandError, match=r"abîmée : files/certificates/2026/un\.pdf"):
        _restore(backup, "--replace")


def test_restore_refuses_half_an_archive(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:4096])
    with pytest.raises(CommandError):
        _restore(backup, "--replace")


def test_restore_refuses_the_archive_of_another_engine(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections["default"], "vendor", "oracle")
    with pytest.raises(CommandError, match="oracle"):
        _restore(backup, "--replace")


def test_a_failed_backup_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> bool:
        raise OSError("disk full")

    monkeypatch.setattr("mooc.backups.files.copy_to", fail)
    default_storage.save("deux.txt", ContentFile(b"x"))
    with pytest.raises(CommandError, match="disk full"):
        call_command("backup", to=tmp_path / "backups", stdout=io.StringIO())
    assert list((tmp_path / "backups").iterdir()) == []
