"""Send again the jobs that messages forgot, or do them here: for hosts without beat, from cron."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.jobs.nudging import has_queue
from courses.jobs.running import run_jobs
from courses.jobs.sweeping import sweep_jobs


class Command(BaseCommand):
    help = (
        "Relance les travaux dus qu'aucun processus ne tient : messages perdus, processus tués, "
        "essais à refaire. Sans danger à tout moment, et deux fois de suite."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--run",
            action="store_true",
            help="fait les travaux ici même : pour un site sans Celery, depuis cron",
        )

    def handle(self, *args: Any, run: bool, **options: Any) -> None:
        if run:
            self.stdout.write(f"{run_jobs(clock=timezone.now)} travail(aux) fait(s).")
            return
        if not has_queue():
            raise CommandError("Ce site n'a pas d'application Celery : manage.py sweep --run")
        self.stdout.write(f"{sweep_jobs(now=timezone.now())} travail(aux) relancé(s).")
