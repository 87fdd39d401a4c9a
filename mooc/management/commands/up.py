"""The whole site with one command: prepare, then run web, worker and clock until told to stop."""

import importlib
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from mooc.running import checking, locking, preparing, processes
from mooc.running.supervisor import Supervisor

# Just above gunicorn's own patience: a page being made is finished.
PATIENCE_SECONDS = 25

ELSEWHERE = "Arrêtez-le, ou donnez un autre dossier : MOOC_DATA=/un/autre/dossier make run"
EVERYWHERE = {"localhost", "0.0.0.0", "::"}  # noqa: S104


class Command(BaseCommand):
    help = "Prépare et lance tout le site : pages, travaux différés et horloge."
    # They would import every page twice; `manage.py check` is for that.
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        # From the environment rather than options: mails and forms need the same port.
        checking.check_port(settings.BIND, settings.PORT)
        checking.check_printing()
        with locking.alone(ELSEWHERE):
            preparing.prepare(self._say)
            checking.check_no_demo_accounts()
            connections.close_all()  # nothing open is shared with the children
            code = self._supervisor(settings.BIND, settings.PORT).run()
        if code:
            raise SystemExit(code)

    def _supervisor(self, host: str, port: int) -> Supervisor:
        place = host if host not in EVERYWHERE else "127.0.0.1"
        return Supervisor(
            processes.site_processes(host, port),
            patience=PATIENCE_SECONDS,
            is_ready=lambda: _answers(place, port),
            on_ready=self._welcome,
            say=self._say,
        )

    def _welcome(self) -> None:
        self._say(f"\nLe site est prêt : {settings.SITE_URL}")
        if not settings.PRODUCTION and (people := demo_people()):
            self._say("Comptes de démonstration (adresse, mot de passe, rôle) :")
            for email, password, role in people:
                self._say(f"  {email:<28} {password:<24} {role}")
        if settings.SHOWS_MAILS:
            self._say(f"Les courriels partis se lisent sur {settings.SITE_URL}/courriels/")
        self._say("Ctrl-C pour arrêter.\n")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def demo_people() -> list[tuple[str, str, str]]:
    """E-mail, password and role of each demonstration account, for the welcome message."""
    try:
        demo = importlib.import_module("mooc.management.commands.load_demo")
    except ModuleNotFoundError:
        return []
    return list(getattr(demo, "PEOPLE", []))


def _answers(host: str, port: int) -> bool:
    # The name of the public address: the only one that production is sure to accept.
    named = urlsplit(settings.SITE_URL).netloc
    connection = HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/healthz", headers={"Host": named})
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
