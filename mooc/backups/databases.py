"""Copy the whole database into one file and back, by the engine's own means."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection


def is_empty() -> bool:
    return not connection.introspection.table_names()


def dump(path: Path) -> None:
    """A copy as of one instant, while the site runs."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Unlike a copy of the file, sees neither half a transaction nor a separate WAL.
            cursor.execute("VACUUM INTO %s", [str(path)])
    else:
        _postgresql("pg_dump", "--format=custom", f"--file={path}")


def load(path: Path) -> None:
    """Put the copy in place of whatever is there, at once or not at all."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(path) as source:
            source.backup(connection.connection)
        source.close()
    else:
        name = connection.settings_dict["NAME"]
        how = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        _postgresql("pg_restore", *how, f"--dbname={name}", str(path))


def _postgresql(program: str, *arguments: str) -> None:
    if connection.vendor != "postgresql":
        raise CommandError(f"Sauvegarde impossible avec le moteur « {connection.vendor} ».")
    if not shutil.which(program):
        raise CommandError(f"« {program} » manque : apt install postgresql-client")
    done = subprocess.run(
        [program, *arguments], env=_postgresql_environment(), capture_output=True, check=False
    )
    if done.returncode:
        raise CommandError(f"{program} a échoué : {done.stderr.decode(errors='replace')}")


def _postgresql_environment() -> dict[str, str]:
    """As libpq reads it: a password on a command line would show in the list of processes."""
    config = connection.settings_dict
    keys = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    given = {name: str(config[key]) for key, name in keys.items() if config.get(key)}
    options = {
        f"PG{name.upper()}": str(value)
        for name, value in config.get("OPTIONS", {}).items()
        if name in {"sslmode", "sslrootcert", "connect_timeout"}
    }
    return {**os.environ, **given, **options, "PGDATABASE": str(config["NAME"])}
