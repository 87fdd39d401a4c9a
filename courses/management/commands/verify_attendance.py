"""Verify every attendance sheet: what was changed in the database since it was signed."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.attendance.checking import Problem, check_sheet
from courses.attendance.models import Meeting
from courses.attendance.noting import compare, ends_of_sheets


class Command(BaseCommand):
    help = (
        "Vérifie chaque feuille d'émargement et dit quelle ligne a été modifiée, ajoutée, "
        "retirée ou déplacée dans la base. Code de sortie 1 si l'une l'a été."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--note",
            type=Path,
            metavar="FICHIER",
            help="écrit où finit chaque feuille intacte ; à garder ailleurs que sur ce serveur",
        )
        parser.add_argument(
            "--against",
            type=Path,
            metavar="FICHIER",
            help="compare aussi à un fichier écrit par --note : une chaîne refaite se voit",
        )
        parser.add_argument(
            "--skip-images", action="store_true", help="ne relit pas les images des signatures"
        )

    def handle(
        self,
        *args: Any,
        note: Path | None,
        against: Path | None,
        skip_images: bool,
        **options: Any,
    ) -> None:
        sheets = lines = faults = 0
        for meeting in Meeting.objects.select_related("cohort", "enrolment").iterator():
            sheets, lines = sheets + bool(meeting.last_number), lines + meeting.last_number
            for problem in check_sheet(meeting, reads_images=not skip_images):
                faults += 1
                self._tell(_named(meeting), problem)
        for uuid, problem in _compared(against):
            faults += 1
            self._tell(f"séance {uuid}", problem)
        if faults:
            raise CommandError(f"{faults} anomalie(s) dans {sheets} feuille(s), {lines} ligne(s).")
        self.stdout.write(f"{sheets} feuille(s), {lines} ligne(s) : rien n'a été modifié.")
        if note:
            note.write_text(json.dumps(ends_of_sheets(), indent=1), encoding="utf-8")
            self.stdout.write(f"Noté dans {note} : gardez ce fichier ailleurs.")

    def _tell(self, where: str, problem: Problem) -> None:
        line = f", ligne {problem.line}" if problem.line else ""
        self.stdout.write(f"{where}{line} : {problem.sentence}")


def _named(meeting: Meeting) -> str:
    return f"« {meeting.title} » du {meeting.day:%d/%m/%Y} ({meeting.uuid})"


def _compared(against: Path | None) -> Iterator[tuple[str, Problem]]:
    if against is None:
        return
    try:
        yield from compare(json.loads(against.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        raise CommandError(f"{against} ne se lit pas : ce n'est pas un fichier de --note.") from (
            problem
        )
