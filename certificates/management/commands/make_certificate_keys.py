"""The keys of the seal and of credentials: make what is missing, or begin a rotation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certificates.keys.loading import KeyProblem, keys_folder, pkcs11_uri
from certificates.keys.making import make_keys, set_aside


class Command(BaseCommand):
    help = "Fait les clés qui manquent au dossier CERTIFICATES_KEYS ; --new les remplace toutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new",
            action="store_true",
            help="renomme les clés présentes, en fait de nouvelles ; les anciennes attestations"
            " restent vérifiables",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            folder = keys_folder()
            aside = set_aside(folder, now=now) if options["new"] else []
            made = make_keys(folder, issuer=_issuer(), now=now)
        except (KeyProblem, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Dossier des clés : {folder}")
        for name in aside:
            self.stdout.write(f"  mise de côté : {name}")
        for name in made:
            self.stdout.write(f"  faite : {name}")
        if not made:
            self.stdout.write("  rien à faire : toutes les clés sont là.")
        if pkcs11_uri():
            self.stdout.write("La clé du sceau est dans un dispositif : elle ne se fait pas ici.")
        if aside:
            self.stdout.write("Redémarrez les workers : ils lisent leurs clés au démarrage.")


def _issuer() -> str:
    issuer = getattr(settings, "CERTIFICATES_ISSUER", None) or {}
    if not issuer.get("name"):
        raise KeyProblem("CERTIFICATES_ISSUER manque : au nom de qui faire les clés ?")
    return str(issuer["name"])
