"""Ask every address that the library gives whether it still answers: from cron, once a week."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.knowledge.link_checking import (
    AT_ONCE,
    TIMEOUT,
    Asking,
    NobodyAnswers,
    check_links,
    cited_addresses,
)


class Command(BaseCommand):
    help = (
        "Interroge chaque adresse des références et du rayon académique, garde sa réponse, et dit "
        "les liens morts. Se termine avec le code 1 s'il y en a."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at-once", type=int, default=AT_ONCE, help="sites interrogés en même temps"
        )
        parser.add_argument(
            "--timeout", type=float, default=TIMEOUT, help="secondes avant de renoncer"
        )
        parser.add_argument(
            "--allow-private",
            action="store_true",
            help="interroge aussi les adresses d'un réseau privé : pour les essais seulement",
        )

    def handle(
        self, *args: Any, at_once: int, timeout: float, allow_private: bool, **options: Any
    ) -> None:
        if at_once < 1 or timeout <= 0:
            raise CommandError("--at-once et --timeout veulent un nombre plus grand que zéro.")
        cited = cited_addresses()
        asking = Asking(at_once=at_once, timeout=timeout, may_be_private=allow_private)
        try:
            checks = check_links(cited, now=timezone.now(), asking=asking)
        except NobodyAnswers:
            raise CommandError(
                "Aucun site n'a répondu : c'est sans doute notre réseau. Rien n'a été gardé."
            ) from None
        dead = [check for check in checks if check.dead_since]
        for check in checks:
            if check.problem:
                said = "lien mort" if check.dead_since else "non vérifié"
                by = ", ".join(cited[check.url])
                self.stdout.write(f"{said} : {check.url} ({check.problem}) cité par {by}")
        if dead:
            raise CommandError(f"{len(dead)} lien(s) mort(s) sur {len(checks)} adresse(s).")
        self.stdout.write(f"{len(checks)} adresse(s), aucun lien mort.")
