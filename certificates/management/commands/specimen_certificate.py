"""Write a specimen: marked, sealed, with its credential, as a document issued today would be."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates.keys.loading import KeyProblem
from certificates.kinds import KINDS
from certificates.papers.choosing import Paper, paper_of, shipped_paper
from certificates.papers.models import Template
from certificates.papers.specimen import complete_specimen
from courses.printing import PrintingProblem


class Command(BaseCommand):
    help = (
        "Écrit un spécimen d'attestation : marqué « SPÉCIMEN », scellé, avec son justificatif "
        "numérique. Sans --template, sur le modèle livré."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FICHIER.pdf", type=Path)
        parser.add_argument("--kind", choices=list(KINDS), help="le document (followed)")
        parser.add_argument("--language", choices=["fr", "en"], default="fr")
        parser.add_argument("--template", type=_uuid, help="l'uuid d'un modèle écrit sur le site")

    def handle(
        self,
        *args: Any,
        file: Path,
        kind: str | None,
        language: str,
        template: UUID | None,
        **options: Any,
    ) -> None:
        key, paper = _paper(kind, template)
        if not file.absolute().parent.is_dir():
            raise CommandError(f"Le dossier {file.absolute().parent} n'existe pas.")
        try:
            pdf = complete_specimen(key, paper, language=language, now=timezone.now())
            file.write_bytes(pdf)
        except KeyProblem as problem:
            raise CommandError(f"Pas de clés pour sceller : {problem}") from problem
        except PrintingProblem as problem:
            raise CommandError(f"Le spécimen n'a pas pu être dessiné : {problem}") from problem
        except OSError as problem:
            # A folder that may not be written, or a timestamp server that does not answer.
            raise CommandError(f"Le spécimen n'a pas pu être écrit : {problem}") from problem
        self.stdout.write(f"{file} : {len(pdf) // 1000} ko, modèle {paper.name}")


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as problem:
        raise CommandError(f"« {typed} » n'est pas l'uuid d'un modèle.") from problem


def _paper(kind: str | None, uuid: UUID | None) -> tuple[str, Paper]:
    """The kind of document and its paper."""
    if uuid is None:
        key = kind or "followed"
        return key, shipped_paper(key)
    template = Template.objects.select_related("current").filter(uuid=uuid).first()
    if template is None:
        raise CommandError(f"Aucun modèle n'a l'uuid {uuid}.")
    if kind not in {None, template.kind}:
        raise CommandError(f"Ce modèle est celui d'un autre document : {template.kind}.")
    if template.current is None:
        return template.kind, shipped_paper(template.kind)
    template.current.template = template
    return template.kind, paper_of(template.current)
