"""One archive of everything the site knows, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mooc.backups.archive import make_backup, read_manifest


class Command(BaseCommand):
    help = "Sauvegarde la base et tous les fichiers dans une archive .tar, sans arrêter le site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=settings.DATA_DIR / "backups", help="Dossier de l'archive."
        )

    def handle(self, *, to: Path, **options: Any) -> None:
        try:
            path = make_backup(to, now=timezone.now())
        except OSError as problem:
            raise CommandError(
                f"La sauvegarde ne peut pas s'écrire dans {to} : {problem.strerror or problem}."
            ) from problem
        count = len(read_manifest(path).file_names)
        self.stdout.write(f"{path}\nBase et {count} fichier(s) sauvegardés, archive relue.")
