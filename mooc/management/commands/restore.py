"""Put back what `backup` saved."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mooc.backups import databases
from mooc.backups.archive import read_manifest, restore_backup
from mooc.running.locking import alone


class Command(BaseCommand):
    help = "Remet en place une sauvegarde. Arrêtez le site d'abord."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--replace", action="store_true", help="Écrase la base présente.")

    def handle(self, *, archive: Path, replace: bool, **options: Any) -> None:
        if not archive.is_file():
            raise CommandError(f"{archive} n'existe pas.")
        manifest = read_manifest(archive)
        self.stdout.write(f"Archive intacte, faite le {manifest.made_at} ({manifest.engine}).")
        if manifest.engine != connection.vendor:
            raise CommandError(
                f"Elle vient de « {manifest.engine} », la base d'ici est « {connection.vendor} »."
            )
        if not replace and not databases.is_empty():
            raise CommandError(
                "La base d'ici n'est pas vide. Pour l'écraser : "
                f"manage.py restore --replace {archive}"
            )
        with alone("Arrêtez-le, le temps de la restauration."):
            restore_backup(archive)
        self.stdout.write(
            f"Base et {len(manifest.file_names)} fichier(s) remis en place. "
            "Lancez « manage.py up » (ou « migrate ») : une sauvegarde ancienne sera mise à jour."
        )
