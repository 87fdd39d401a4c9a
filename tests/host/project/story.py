"""A learner's whole story in a site that is not ours, printed as JSON.

Run by tests/host/test_host.py, with tests/learners.py beside it and nothing else of ours.
"""

import hashlib
import importlib.util
import json
import logging
import re
import sys
from collections.abc import Callable
from contextlib import nullcontext
from importlib.abc import MetaPathFinder
from io import StringIO
from time import monotonic, sleep
from typing import Any

import django

# What our own site uses and a host may not have.
NOT_HERE = {
    *("mooc", "tests", "allauth", "csp", "django_htmx", "environ", "whitenoise", "storages"),
    *("boto3", "botocore", "gunicorn", "psycopg", "pythonjsonlogger", "argon2"),
}
SLUG = "alliances-et-confiance"
report: dict[str, Any] = {
    "mooc": importlib.util.find_spec("mooc") is not None,
    "connections": [],
    "logged": [],
}


class NotInstalled(MetaPathFinder):
    """Makes what a host may not have impossible to import."""

    def find_spec(self, name: str, *_args: Any) -> None:
        if name.partition(".")[0] in NOT_HERE:
            raise ModuleNotFoundError(f"{name} is not in this site", name=name)


class Ear(logging.Handler):
    """Keeps what is logged as an error."""

    def emit(self, record: logging.LogRecord) -> None:
        report["logged"].append(f"{record.name}: {record.getMessage()}")


def watch() -> None:
    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            report["connections"].append(str(arguments[1]))

    sys.addaudithook(hook)
    sys.meta_path.insert(0, NotInstalled())
    logging.getLogger().addHandler(Ear(level=logging.ERROR))


def main() -> None:
    watch()
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    prepare()
    visit()
    follow()
    print(json.dumps(report))


def command(name: str, *args: str, **options: Any) -> str:
    from django.core.management import call_command

    out = StringIO()
    call_command(name, *args, stdout=out, stderr=out, **options)
    return out.getvalue().strip()


def prepare() -> None:
    """What a host does once: check, migrate, load the contents, collect the static files."""
    import certificates
    import courses

    report["from"] = [courses.__file__, certificates.__file__]
    report["keys"] = command("make_certificate_keys")
    report["check"] = command("check", fail_level="WARNING")
    report["makemigrations"] = command("makemigrations", check_changes=True, dry_run=True)
    command("migrate", verbosity=0)
    report["loaded"] = command("load_content")
    command("collectstatic", interactive=False, verbosity=0)


def visit() -> None:
    """Somebody without an account reads the public pages."""
    from django.conf import settings
    from django.test import Client

    browser = Client()
    paths = ["formations/", f"formations/{SLUG}/", "resultats/", "resultats/R01/"]
    paths += ["attestations/verifier/", f"attestations/{'0' * 26}/"]
    report["pages"] = {}
    for path in paths:
        page = browser.get(f"/ecole/{path}")
        report["pages"][path] = {"status": page.status_code, "html": page.content.decode()}
    enrolling = browser.post(f"/ecole/formations/{SLUG}/inscription/")
    report["asked_to_sign_in"] = enrolling["Location"].startswith(settings.HOST_LOGIN)
    report["links"] = sorted(
        {
            link
            for page in report["pages"].values()
            for link in re.findall(r'(?:href|src|action)="(/[^"#?]*)', page["html"])
        }
    )
    report["broken"] = [link for link in report["links"] if is_broken(browser, link)]


def is_broken(browser: Any, link: str) -> bool:
    from django.conf import settings
    from django.contrib.staticfiles.storage import staticfiles_storage

    if link.startswith(settings.STATIC_URL):
        return not staticfiles_storage.exists(link.removeprefix(settings.STATIC_URL))
    # A form posts to some of them: asked with GET they lead elsewhere, which is an answer.
    return browser.get(link).status_code not in {200, 302}


def follow() -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    learner = get_user_model()(**host("LEARNER"))
    learner.set_unusable_password()
    learner.save()
    browser = Client()
    browser.force_login(learner)
    read_everything(browser)
    give_name(learner)
    issue(browser)
    check_certificate(browser)
    visit_admin()
    forget(learner)


def host(name: str) -> Any:
    from django.conf import settings

    return getattr(settings, f"HOST_{name}")


def read_everything(browser: Any) -> None:
    """Enrol, then read and pass each lesson, as the pages ask."""
    from courses.catalogue.models import Course
    from courses.catalogue.outline import outline_of
    from courses.learning.models import Completion

    page = browser.post(f"/ecole/formations/{SLUG}/inscription/", follow=True)
    report["enrolled"] = page.content.decode()
    course = Course.objects.get(slug=SLUG)
    report["percents"] = [
        read_lesson(browser, place) for place in outline_of(course.current).required
    ]
    report["completions"] = Completion.objects.count()


def read_lesson(browser: Any, place: Any) -> str:
    from learners import answers_to

    from courses.attempts.attempting import Sheet
    from courses.attempts.models import Attempt

    lesson = f"/ecole/formations/{SLUG}/lecons/{place.slug}/"
    assert browser.get(lesson).status_code == 200
    browser.post(f"{lesson}carnet/", {"text": "Ma note"})
    assert browser.post(f"{lesson}lue/").status_code == 302
    if place.quiz is None:
        return ""
    browser.post(f"{lesson}questionnaire/commencer/")
    sheet = Sheet.of(Attempt.objects.get(quiz=place.quiz))
    data = {**answers_to(sheet.questions), "submit": "1"}
    result = browser.post(f"{lesson}questionnaire/reponses/", data, follow=True)
    return "100" if "100" in result.content.decode() else result.content.decode()


def give_name(learner: Any) -> None:
    """The award waits for a name; the host says when it has one."""
    from certificates.models import Award
    from courses.signals import person_changed

    report["awards_without_name"] = Award.objects.count()
    for field, value in host("NAME").items():
        setattr(learner, field, value)
    learner.save()
    person_changed.send(type(learner), user=learner)
    report["awards"] = Award.objects.count()


def issue(browser: Any) -> None:
    """With the host's own worker, or without any Celery application: from cron."""
    from django.core import mail

    from certificates.models import Award
    from courses.messaging.models import Mail

    report["path"] = browser.get("/ecole/mon-parcours/").content.decode()
    with worker():
        if not host("HAS_WORKER"):
            report["refused"] = refusal("sweep")
            report["swept"] = command("sweep", run=True)
            report["swept_again"] = command("sweep", run=True)
        wait_for(lambda: Award.objects.get().is_issued and Mail.objects.get().sent_at is not None)
    report["mails"] = [[sent.to, sent.subject, sent.body] for sent in mail.outbox]


def refusal(name: str) -> str:
    from django.core.management import CommandError

    try:
        return command(name)
    except CommandError as problem:
        return f"refused: {problem}"


def worker() -> Any:
    if not host("HAS_WORKER"):
        return nullcontext()
    from celery.contrib.testing.worker import start_worker
    from school.celery import app

    return start_worker(app, perform_ping_check=False)


def wait_for(is_done: Callable[[], bool], seconds: float = 30) -> None:
    end = monotonic() + seconds
    while not is_done():
        assert monotonic() < end, "nobody did the work"
        sleep(0.1)


def check_certificate(browser: Any) -> None:
    from django.test import Client

    from certificates.models import Award

    award = Award.objects.get()
    pdf = b"".join(browser.get(f"/ecole/attestations/{award.uuid}/pdf/").streaming_content)
    report["pdf"] = {
        "is_pdf": pdf.startswith(b"%PDF-"),
        "is_the_one_issued": hashlib.sha256(pdf).hexdigest() == award.sha256,
        "file": award.file,
    }
    anybody = Client()
    stranger = anybody.get(f"/ecole/attestations/{award.uuid}/pdf/")
    report["pdf"]["asks_strangers_to_sign_in"] = stranger["Location"].startswith(host("LOGIN"))
    page = anybody.get("/ecole/attestations/verifier/", {"code": award.shown_code}, follow=True)
    report["verification"] = page.content.decode()
    report["claims"] = award.claims


def visit_admin() -> None:
    """Where the host has the administration, our lists open in it."""
    from django.apps import apps
    from django.contrib.auth import get_user_model
    from django.test import Client

    report["admin"] = {}
    if not apps.is_installed("django.contrib.admin"):
        return
    from django.contrib import admin
    from django.urls import reverse

    browser = Client()
    browser.force_login(get_user_model().objects.create_superuser("chef"))
    for model in admin.site._registry:
        if model._meta.app_label in {"courses", "certificates"}:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            report["admin"][model.__name__] = browser.get(reverse(name)).status_code


def forget(learner: Any) -> None:
    """The host erases a person: what it exports, then what stays."""
    from django.test import Client
    from django.utils import timezone

    from certificates.models import Award
    from courses import hooks

    exported: dict[str, Any] = {}
    for part in hooks.personal_data:
        exported.update(part.export(learner))
    report["exported"] = sorted(json.loads(json.dumps(exported)))
    report["kept"] = [kept.what for part in hooks.personal_data for kept in part.kept(learner)]
    for part in hooks.personal_data:
        part.erase(learner, now=timezone.now())
    learner.delete()
    page = Client().get(Award.objects.get().get_absolute_url())
    report["after_erasure"] = {"status": page.status_code, "html": page.content.decode()}


if __name__ == "__main__":
    main()
