"""Load the course files into the database and publish what changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.interchange.comparing import Prefer
from courses.interchange.loaded import CONFLICT, ContentConflict
from courses.interchange.loading import SHIPPED, load_from
from courses.interchange.reading import ContentError
from courses.interchange.telling import told, told_of_conflict


class Command(BaseCommand):
    help = (
        "Charge un dossier de contenus, ou un ZIP (par défaut ce qui est livré), et publie ce qui "
        "a changé. Un fichier faux, ou qui contredit ce qui a été écrit sur le site, arrête tout : "
        "rien n'est gardé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--draft", action="store_true", help="écrit sans publier")
        parser.add_argument(
            "--prefer",
            type=Prefer,
            choices=list(Prefer),
            help="ce qui l'emporte quand un fichier et le site ont changé tous deux",
        )

    def handle(self, *args: Any, source: Path, draft: bool, **options: Any) -> None:
        try:
            loaded = load_from(
                source, now=timezone.now(), publish=not draft, prefer=options["prefer"]
            )
        except ContentError as problem:
            raise CommandError(str(problem)) from problem
        except ContentConflict as conflict:
            text = "\n".join(told_of_conflict(conflict))
            raise CommandError(text, returncode=CONFLICT) from conflict
        for line in told(loaded):
            self.stdout.write(line)
