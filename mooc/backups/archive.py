"""The archive: a tar of the database, the files, and last a manifest of their SHA-256."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from mooc.backups import databases, files

FORMAT = 1
DATABASE, FILES, MANIFEST = "database", "files/", "manifest.json"
BLOCK = 1 << 20


@dataclass
class Manifest:
    """What an archive holds."""

    made_at: str
    engine: str
    sha256: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def file_names(self) -> list[str]:
        return [name.removeprefix(FILES) for name in self.sha256 if name.startswith(FILES)]


def make_backup(folder: Path, *, now: datetime) -> Path:
    """Write the archive under a temporary name, then give it its own: half a backup has no name.

    The database is copied before the files: a file is always stored before the row that names it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"mooc-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.tar"
    manifest = Manifest(made_at=now.isoformat(), engine=connection.vendor)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as temporary:
        part, copy = Path(temporary) / "part.tar", Path(temporary) / "copy"
        with tarfile.open(part, "w") as tar:
            databases.dump(copy)
            _add(tar, DATABASE, copy, manifest)
            for name in files.stored_names():
                if files.copy_to(name, copy):
                    _add(tar, f"{FILES}{name}", copy, manifest)
            _add_manifest(tar, manifest)
        part.chmod(0o600)  # the whole database is personal data
        _flush(part)
        part.rename(target)
    return target


def read_manifest(path: Path) -> Manifest:
    """Read the whole archive and compare every byte with the manifest; refuse any difference."""
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(path) as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None:
                    continue
                if member.name == MANIFEST:
                    manifest = Manifest(**json.load(content))
                else:
                    found[member.name] = _sha256(content)
    except (tarfile.TarError, EOFError, ValueError, TypeError) as problem:
        raise CommandError(f"Cette archive est illisible : {problem}") from problem
    if manifest is None or manifest.format != FORMAT:
        raise CommandError(
            "Ce n'est pas une sauvegarde complète de ce site : son manifeste manque."
        )
    if manifest.sha256 != found:
        wrong = sorted(set(manifest.sha256.items()) ^ set(found.items()))
        raise CommandError(f"Cette archive est abîmée : {wrong[0][0]} n'est pas ce qui fut écrit.")
    return manifest


def restore_backup(path: Path) -> None:
    """Put the files back, then the database that names them. Call `read_manifest` first."""
    with tarfile.open(path) as tar, tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "database"
        for member in tar:
            content = tar.extractfile(member)
            if content is None or member.name == MANIFEST:
                continue
            if member.name == DATABASE:
                with copy.open("wb") as target:
                    shutil.copyfileobj(content, target)
            else:
                files.put_back(member.name.removeprefix(FILES), content)
        databases.load(copy)
    # `up` must look again at what the database holds.
    (settings.DATA_DIR / "content.stamp").unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, path: Path, manifest: Manifest) -> None:
    with path.open("rb") as content:
        manifest.sha256[name] = _sha256(content)
    tar.add(path, name, filter=_anonymous)
    path.unlink()


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(vars(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(content)
    tar.addfile(member, BytesIO(content))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uname = member.gname = ""
    member.uid = member.gid = 0
    member.mode = 0o600
    return member


def _sha256(content: IO[Any]) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _flush(path: Path) -> None:
    """On the disk before it has its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
