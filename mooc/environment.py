"""Reads the environment: what the process was told, or one clear sentence in French.

Every variable may also be given as a file: `SECRET_KEY_FILE=/run/secrets/key`.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

# Django's own check asks for as much.
SECRET_LENGTH = 50


class Env(environ.FileAwareEnv):  # type: ignore[misc]  # it ships no types
    """What cannot be read is said in a sentence that names the variable, and never its value."""

    def get_value(self, var: str, *arguments: Any, **options: Any) -> Any:
        try:
            return super().get_value(var, *arguments, **options)
        except ValueError:
            problem = "n'a pas la forme attendue"
        except OSError:
            problem = f"ne peut être lu : vérifiez le fichier que nomme {var}_FILE"
        except ImproperlyConfigured:
            problem = "est obligatoire"
        raise ImproperlyConfigured(f"{var} {problem} (voir deploy/settings.md).")


env = Env()


def port() -> int:
    """Where the site answers."""
    written = env.str("PORT", default="8000")
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 2**16):
        raise ImproperlyConfigured("PORT est un nombre entre 1 et 65535 : make run PORT=8001")
    return int(written)


def data_folder(default: Path) -> Path:
    """Where the site keeps everything: there, and open to us."""
    data = Path(env.str("MOOC_DATA", default=str(default))).resolve()
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=data):
            pass
    except OSError as problem:
        raise ImproperlyConfigured(
            f"Le site ne peut pas écrire dans {data} ({problem.strerror}). "
            "Donnez un autre dossier : MOOC_DATA=/un/autre/dossier"
        ) from None
    return data


def demand(**values: str) -> None:
    """Refuse to start without these: their names are those of the environment."""
    for name, value in values.items():
        if not value:
            raise ImproperlyConfigured(f"{name} (ou {name}_FILE) est obligatoire en production.")


def secret_key(data: Path, *, production: bool) -> str:
    """The key in the environment; in development, one made at the first run and kept in `data`."""
    key = str(env.str("SECRET_KEY", default=""))
    if production:
        demand(SECRET_KEY=key)
        if len(key) < SECRET_LENGTH:
            raise ImproperlyConfigured(
                f"SECRET_KEY a {SECRET_LENGTH} caractères au moins en production : "
                "openssl rand -base64 48"
            )
    if key:
        return key
    kept = data / "secret_key"
    if not kept.exists():
        # Whole or not at all, readable by us alone, and the first of several processes wins.
        with NamedTemporaryFile("w", dir=data) as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, kept)
    return kept.read_text().strip()


def database(data: Path, *, durable: bool) -> dict[str, Any]:
    """SQLite in `data` unless DATABASE_URL names another engine.

    Tests give up durability: what they write need not survive a power cut.
    """
    config: dict[str, Any] = env.db_url(
        "DATABASE_URL", default=f"sqlite:///{data / 'mooc.sqlite3'}"
    )
    if config["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: a reader that turns writer is otherwise refused at once whatever the timeout.
        # FULL: an award must survive a power cut.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                f"PRAGMA journal_mode=WAL;PRAGMA synchronous={'FULL' if durable else 'OFF'};"
                "PRAGMA temp_store=MEMORY;"
                "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
                "PRAGMA journal_size_limit=67108864;"
            ),
        }
        config["CONN_MAX_AGE"] = None
        # Tests too use a file: threads and processes meet on it as they do on the real one.
        config["TEST"] = {"NAME": str(data / f"test-{os.getpid()}.sqlite3")}
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


def cache() -> dict[str, Any]:
    """A cache that every process shares (rate limits rely on it): the database, or CACHE_URL."""
    if not env.str("CACHE_URL", default=""):
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
            # Django's 300 would let a crowd push the counters of rate limits out.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    return dict(env.cache_url("CACHE_URL"))


def broker(data: Path) -> tuple[str, dict[str, Any]]:
    """The address of Celery's broker and its transport options; a folder of `data` by default."""
    url = env.str("CELERY_BROKER_URL", default="filesystem://localhost")
    if url.startswith("filesystem"):
        messages, processed, control = map(str, make_queue(data))
        return url, {
            "data_folder_in": messages,
            "data_folder_out": messages,
            "processed_folder": processed,
            "control_folder": control,
            "polling_interval": 0.1,
        }
    if url.startswith(("redis", "rediss")):
        # kombu looks for lost messages every 10 × 10 s by default, after one hour.
        return url, {
            "visibility_timeout": 300,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": 3,
        }
    return url, {}


def make_queue(data: Path) -> list[Path]:
    """The folders of the broker that is a folder: its messages, those processed, its exchanges."""
    folders = [data / "queue" / name for name in ("messages", "processed", "control")]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    return folders


def storage(data: Path) -> dict[str, Any]:
    """Where files go: a folder of `data`, or an S3-compatible bucket.

    STORAGE_URL: `s3://KEY:SECRET@host:port/bucket?region=fr-par&secure=true`.
    """
    url = env.str("STORAGE_URL", default="")
    if not url:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(data / "files")},
        }
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname or not parts.path.strip("/"):
        raise ImproperlyConfigured("STORAGE_URL doit avoir la forme s3://CLE:SECRET@hote/seau.")
    options = {key: values[0] for key, values in parse_qs(parts.query).items()}
    from botocore.config import Config

    scheme = "http" if options.get("secure") == "false" else "https"
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"{scheme}://{parts.hostname}{port}",
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "region_name": options.get("region", "us-east-1"),
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": True,
            # A person waits: better an error in seconds than boto's minutes.
            "client_config": Config(
                signature_version="s3v4",
                connect_timeout=3,
                read_timeout=15,
                retries={"total_max_attempts": 2},
            ),
        },
    }


def openid_connect() -> tuple[dict[str, Any], str]:
    """allauth's providers, and the address of the OpenID Connect one; both empty without it."""
    server = env.str("OIDC_SERVER_URL", default="")
    if not server:
        return {}, ""
    application = {
        "provider_id": env.str("OIDC_ID", default="oidc"),
        "name": env.str("OIDC_NAME", default="OpenID Connect"),
        "client_id": env.str("OIDC_CLIENT_ID"),
        "secret": env.str("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [application]}}, server


def issuer(*, production: bool) -> dict[str, str]:
    """Who issues the certificates, as they print it; no name in production unless it was given."""
    return {
        "name": env.str("ISSUER_NAME", default="" if production else "Alliances (démonstration)"),
        "signatory": env.str("ISSUER_SIGNATORY", default="L'équipe pédagogique"),
        "address": env.str("ISSUER_ADDRESS", default=""),
        # The certificate for funders alone prints these.
        "registration": env.str("ISSUER_REGISTRATION", default=""),
        "activity_number": env.str("ISSUER_ACTIVITY_NUMBER", default=""),
        "retention": env.str("ISSUER_RETENTION", default=""),
        "employer": env.str("ISSUER_EMPLOYER", default="required"),
    }
