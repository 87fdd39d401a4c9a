"""A site of its own, in a folder, with a real worker: what the checks of this folder are made on.

`python -m tests.outside.site FOLDER` lives a short story, and writes what the world would see of
it after each chapter, in `FOLDER/<chapter>/`: issued, rotated, revoked, compromised.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 180
"""Seconds: a failure takes long, a busy machine is no failure."""
ELSEWHERE = ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "STORAGE_URL", "PYTEST_CURRENT_TEST")


def live(folder: Path) -> None:
    """The whole story. It runs in a process of its own: settings are read once."""
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    os.environ |= {"MOOC_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "mooc.settings"}
    import django

    django.setup()
    _prepare()
    with _worker(folder):
        _wait(_is_all_done)
    _tell(folder / "issued")
    _rotate()
    with _worker(folder):
        _complete_another()
        _wait(_is_all_done)
        _tell(folder / "rotated")
        _revoke_the_first()
        _wait(_is_all_done)
    _tell(folder / "revoked")
    _compromise_the_first_keys()
    _tell(folder / "compromised")


def _prepare() -> None:
    """The shipped content, and a person of the demonstration who completed the course."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for command in ("createcachetable", "load_content", "make_certificate_keys", "load_demo"):
        call_command(command, stdout=sys.stderr)


def _rotate() -> None:
    from django.core.management import call_command

    call_command("make_certificate_keys", new=True, stdout=sys.stderr)


def _complete_another() -> None:
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from courses.catalogue.models import Course
    from courses.enrolment.enrolling import enrol
    from tests.learners import complete_course

    person = get_user_model().objects.create_user(
        email="zoe@example.org", password=None, certificate_name="Zoé Œuvrard"
    )
    now = timezone.now()
    complete_course(enrol(Course.objects.get(format="mooc"), by=person, now=now), now=now)


def _revoke_the_first() -> None:
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from certificates.models import Award
    from certificates.revoking import revoke_award

    revoke_award(
        Award.objects.earliest("pk"),
        by=get_user_model().objects.get(is_superuser=True),
        reason=Award.Reason.ERROR,
        because="Délivrée par erreur.",
        now=timezone.now(),
    )


def _compromise_the_first_keys() -> None:
    from django.utils import timezone

    from certificates.keys.models import SigningKey

    for use in SigningKey.Use.values:
        first = SigningKey.objects.filter(use=use).earliest("pk")
        SigningKey.objects.filter(pk=first.pk).update(compromised_at=timezone.now())


def _is_all_done() -> bool:
    from certificates.models import Award, StatusList
    from courses.jobs.models import JobState

    return (
        not Award.objects.exclude(state=Award.State.ISSUED).exists()
        and not StatusList.objects.exclude(state=JobState.DONE).exists()
    )


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit("the worker did not do its work")
        time.sleep(0.2)


@contextmanager
def _worker(folder: Path) -> Iterator[None]:
    """A Celery worker, in a group of its own."""
    command = [sys.executable, "-m", "celery", "-A", "mooc", "--quiet", "worker"]
    options = ["--concurrency=1", "--loglevel=warning", "--without-mingle", "--without-gossip"]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, *options], cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def _tell(folder: Path) -> None:
    """What anybody could fetch at this point, as the site serves it."""
    from django.conf import settings
    from django.test import Client

    from certificates.credentials.issuer import issuer_did
    from certificates.models import Award, SigningKey, StatusList
    from certificates.storing import read
    from courses.person import absolute_url

    folder.mkdir()
    client = Client(headers={"host": "localhost"})
    served = {
        issuer_did(): json.loads(client.get("/attestations/emetteur/did.json").content),
        "profile": json.loads(client.get("/attestations/emetteur/profil.json").content),
    }
    for one in StatusList.objects.all():
        served[one.url] = json.loads(client.get(one.url.removeprefix(settings.SITE_URL)).content)
    awards = []
    for number, award in enumerate(Award.objects.order_by("pk"), start=1):
        (folder / f"{number}.pdf").write_bytes(read(award.file))
        if not award.is_withdrawn:
            client.force_login(award.enrolment.person)
            downloaded = client.get(f"/attestations/{award.uuid}/justificatif/")
            (folder / f"{number}.json").write_bytes(downloaded.content)
        awards.append({"claims": award.claims, "url": absolute_url(award.get_absolute_url())})
    seals = SigningKey.objects.trusted().filter(use=SigningKey.Use.SEAL)
    (folder / "seals.pem").write_text("".join(seals.values_list("public", flat=True)))
    story = {"did": issuer_did(), "served": served, "awards": awards}
    (folder / "told.json").write_text(json.dumps(story, ensure_ascii=False))


if __name__ == "__main__":
    live(Path(sys.argv[1]).resolve())
