"""Write the courses of this site as files, which `load_content` reads back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.interchange.exporting import ExportProblem, export
from courses.interchange.writing_files import write_files


class Command(BaseCommand):
    help = (
        "Écrit les formations du site, et ce sur quoi elles reposent, dans un dossier ou un ZIP. "
        "Rien n'est jamais effacé du dossier."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("destination", type=Path, help="un dossier, ou un fichier .zip")
        parser.add_argument(
            "--course", action="append", default=[], help="cette formation seulement (répétable)"
        )
        parser.add_argument(
            "--published",
            action="store_true",
            help="ce que le public voit ; sans cela, le plus récent, brouillons compris",
        )
        parser.add_argument(
            "--no-manifest",
            action="store_true",
            help="sans export.yaml : pour un dossier qui est la référence de plusieurs sites",
        )

    def handle(self, *args: Any, destination: Path, course: list[str], **options: Any) -> None:
        try:
            made = export(
                course,
                is_published=options["published"],
                with_manifest=not options["no_manifest"],
            )
            done = write_files(made, destination)
        except ExportProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{len(done.written)} fichiers écrits, {done.unchanged} inchangés.")
        self._list("Sans leurs commentaires, qu'un export ne garde pas :", done.uncommented)
        self._list("Restent dans le dossier, sans venir de cet export :", done.left)

    def _list(self, title: str, names: list[str]) -> None:
        if names:
            self.stdout.write("\n  ".join([title, *names]))
