"""Erase who signed the attendance sheets whose legal period is over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.attendance.keeping import erase_proofs, years_kept


class Command(BaseCommand):
    help = (
        "Efface noms, signatures et photographies des feuilles d'émargement dont la durée de "
        "conservation est passée. Les lignes restent, sans nom, et se vérifient encore. "
        "À lancer chaque jour depuis cron ; sans danger deux fois de suite."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = erase_proofs(now=timezone.now())
        self.stdout.write(
            f"{count} signature(s) ou photographie(s) effacée(s) : "
            f"conservées {years_kept()} an(s) après l'année de la séance."
        )
