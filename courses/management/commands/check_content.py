"""Check the course files: every problem, with its file and its line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.interchange.checking.running import check_folder
from courses.interchange.loading import SHIPPED


class Command(BaseCommand):
    help = (
        "Contrôle un dossier de contenus (par défaut celui qui est livré) : dit tous les "
        "problèmes, avec leur fichier et leur ligne. N'ouvre pas la base et n'écrit rien."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"dossier introuvable : {folder}")
        report = check_folder(folder)
        for problem in report.problems:
            self.stdout.write(str(problem))
        if report.problems:
            raise CommandError(str(report))
        self.stdout.write(str(report))
