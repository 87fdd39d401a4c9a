"""Load the course files into the database and publish what changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.interchange.loading import SHIPPED, load_content
from courses.interchange.reading import ContentError


class Command(BaseCommand):
    help = (
        "Charge un dossier de contenus (par défaut celui qui est livré) et publie ce qui a changé. "
        "Un fichier faux arrête tout : rien n'est gardé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--draft", action="store_true", help="écrit sans publier")

    def handle(self, *args: Any, folder: Path, draft: bool, **options: Any) -> None:
        try:
            courses = load_content(folder, now=timezone.now(), publish=not draft)
        except ContentError as problem:
            raise CommandError(str(problem)) from problem
        for course in courses:
            self.stdout.write(
                f"{course.slug} : version {course.current.number}"
                if course.current
                else course.slug
            )
