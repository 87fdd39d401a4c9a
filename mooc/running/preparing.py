"""What must be made before the site starts: each step does nothing when it is already done."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command, get_commands
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Bring the database, the static files and the courses up to date."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    make_development_keys()
    is_changed = migrate(say)
    make_cache_table()
    collect_static(say)
    load_content(say, even_if_known=is_changed)
    if not settings.PRODUCTION:
        run_if_known("load_demo", say)
    connections.close_all()


def make_development_keys() -> None:
    """What certificates are sealed with; in production somebody makes them, once, on purpose."""
    if not settings.PRODUCTION:
        from certificates.keys.making import make_keys  # needs the tables' classes: not at import

        issuer = settings.CERTIFICATES_ISSUER["name"]
        make_keys(Path(settings.CERTIFICATES_KEYS), issuer=issuer, now=timezone.now())


def pending_migrations() -> int:
    """How many migrations the code holds that the database has not seen."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(say: Say) -> bool:
    """True when the database was behind."""
    # `migrate` also creates permissions and content types: 1 s saved when nothing is to be done.
    if count := pending_migrations():
        say(f"Mise à jour de la base de données ({count} étapes)…")
        call_command("migrate", interactive=False, verbosity=0)
    return bool(count)


def make_cache_table() -> None:
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", verbosity=0)


def collect_static(say: Say) -> None:
    """Compress and name by content, when a file changed since the last time."""
    with Stamp("static", static_state()) as stamp:
        if stamp.is_new or not settings.STATIC_ROOT.exists():
            say("Préparation des fichiers statiques…")
            call_command("collectstatic", interactive=False, verbosity=0)


def load_content(say: Say, *, even_if_known: bool) -> None:
    """Load the courses shipped with the project, when their files or their code changed.

    What was written on the site since may contradict them: the site starts as it was, and says
    so each time until somebody decides.
    """
    from courses.interchange.loaded import CONFLICT  # needs the tables' classes: not at import

    try:
        with Stamp("content", content_state()) as stamp:
            if stamp.is_new or even_if_known:
                say("Chargement des formations…")
                run_if_known("load_content", say)
    except CommandError as refused:
        if refused.returncode != CONFLICT:
            raise
        say(f"Les formations livrées n'ont pas été chargées. {refused}")


def run_if_known(command: str, say: Say) -> None:
    if command in get_commands():
        call_command(command, verbosity=0)
    else:
        say(f"La commande « {command} » n'existe pas dans cette version : étape passée.")


class Stamp:
    """What a costly step was last done for; written once it is over, so that a cut redoes it."""

    def __init__(self, name: str, state: str) -> None:
        self.path = settings.DATA_DIR / f"{name}.stamp"
        self.state = state

    @property
    def is_new(self) -> bool:
        return not (self.path.exists() and self.path.read_text() == self.state)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None and self.is_new:
            self.path.write_text(self.state)


def static_state() -> str:
    """What the static files are made of."""
    found = [
        Path(storage.path(name))
        for finder in finders.get_finders()
        for name, storage in finder.list([])
    ]
    return state_of(found, about=str(settings.STORAGES["staticfiles"]))


def content_state() -> str:
    """What the courses in the database are made of: their files, the code and its libraries."""
    folder = Path(apps.get_app_config("courses").path)
    files = [path for path in (folder / "content").rglob("*") if path.is_file()]
    files += [path for path in folder.rglob("*") if path.suffix in {".json", ".py"}]
    database = connections[DEFAULT_DB_ALIAS].settings_dict
    lock = settings.BASE_DIR / "requirements.lock"
    # The folder of SQLite's file may move, and its stamp with it.
    return state_of([*files, lock], about=f"{database['HOST']} {Path(database['NAME']).name}")


def state_of(paths: Iterable[Path], *, about: str) -> str:
    """A hash of the name, size and date of each file."""
    digest = hashlib.sha256(about.encode())
    for path in sorted(paths):
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
